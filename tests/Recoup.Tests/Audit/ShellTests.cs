using System.Diagnostics;
using System.Text;
using Recoup.Core.Audit;
using Recoup.Engine.Auditing;

namespace Recoup.Tests.Audit;

/// <summary>The check that docs/audit.md shows, run as it stands there.</summary>
public sealed class ShellTests
{
    // Among them a note that begins, and goes on in a new line, as if it were a record.
    private static readonly List<ShownEntry> Odd = Log.Of(((string[])[.. Log.OddTexts, "{\"seq\":1,\n{\"seq\":2}\"," + new string('0', 64)])
        .Select(t => Log.Event(chain: new("<=org> \"\\\" é\n"), actor: t, note: t)));

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_A_shell_finds_the_same_head(AuditFormat format)
    {
        var file = await Log.FileAsync(Odd, format);

        (await RunAsync(file, format)).ShouldBe((0, $"head {Odd.Count}:{Odd[^1].Entry.Hash}\n"));
        (await RunAsync(file.TrimEnd('\n'), format)).ShouldBe((0, $"head {Odd.Count}:{Odd[^1].Entry.Hash}\n"));
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_A_shell_finds_what_was_edited_taken_out_put_in_or_moved(AuditFormat format)
    {
        List<ShownEntry> edited = [.. Odd[..4], Odd[4] with { Entry = Odd[4].Entry with { Record = Odd[4].Entry.Record.Replace("hold.add", "hold.end") } }, .. Odd[5..]];
        List<ShownEntry> rehashed = [.. Odd[..4], Odd[4] with { Entry = new(Odd[3].Entry.Record, AuditHash.Of(Odd[3].Entry.Hash, Odd[3].Entry.Record)) }];

        foreach (var spoilt in (IEnumerable<ShownEntry>[])[edited, [.. Odd[..4], .. Odd[5..]], [.. Odd[..4], Odd[7], .. Odd[4..]], [.. Odd[..4], Odd[5], Odd[4], .. Odd[6..]]])
            (await RunAsync(await Log.FileAsync(spoilt, format), format)).ShouldBe((1, "entry 5 was changed\n"));
        (await RunAsync(await Log.FileAsync(rehashed, format), format)).ShouldBe((1, "entry 5 has another number\n"));
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_A_shell_finds_a_cut_end_by_an_earlier_head(AuditFormat format)
    {
        var (earlier, last) = ($"6:{Odd[5].Entry.Hash}", $"5:{Odd[4].Entry.Hash}");

        (await RunAsync(await Log.FileAsync(Odd, format), format, earlier)).Exit.ShouldBe(0);
        (await RunAsync(await Log.FileAsync(Odd[..5], format), format, last)).ShouldBe((0, $"head {last}\n"));
        (await RunAsync(await Log.FileAsync(Odd[..5], format), format, earlier)).ShouldBe((1, $"cut or made anew: {earlier} is not in it\n"));
    }

    private static async Task<(int Exit, string Output)> RunAsync(string file, AuditFormat format, string earlier = "")
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sha256sum has other names elsewhere");
        var folder = Directory.CreateTempSubdirectory("recoup-audit-");
        var name = format == AuditFormat.Csv ? "audit.csv" : "audit.jsonl";
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), Encoding.UTF8.GetBytes(file), TestContext.Current.CancellationToken);
            var script = Script().Replace("file=audit.jsonl", $"file={name}").Replace("earlier=", $"earlier={earlier}");
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (shell.ExitCode, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Script() => Log.Docs().Split("```sh\n")[1].Split("```")[0];
}
