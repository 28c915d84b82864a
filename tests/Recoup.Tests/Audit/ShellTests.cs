using System.Diagnostics;
using Recoup.Engine.Auditing;

namespace Recoup.Tests.Audit;

/// <summary>The check that docs/audit.md shows, run as it stands there.</summary>
public sealed class ShellTests
{
    private static readonly List<ShownEntry> Odd = Log.Of(Log.OddTexts.Select(t => Log.Event(chain: new("<=org> \"\\\" é\n"), actor: t, note: t)));

    [Fact]
    public async Task P15_A_shell_finds_the_same_head()
    {
        var (exit, output) = await RunAsync(await Log.FileAsync(Odd, AuditFormat.Jsonl));

        output.ShouldBe($"head {Odd.Count}:{Odd[^1].Entry.Hash}\n");
        exit.ShouldBe(0);
    }

    [Fact]
    public async Task P15_A_shell_finds_an_edited_and_a_missing_entry()
    {
        var lines = (await Log.FileAsync(Odd, AuditFormat.Jsonl)).Split('\n');

        (await RunAsync(string.Join('\n', [.. lines[..4], lines[4].Replace("hold.add", "hold.end"), .. lines[5..]]))).ShouldBe((1, "entry 5 was changed\n"));
        (await RunAsync(string.Join('\n', [.. lines[..4], .. lines[5..]]))).ShouldBe((1, "entry 5 was changed\n"));
    }

    private static async Task<(int Exit, string Output)> RunAsync(string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sha256sum has other names elsewhere");
        var folder = Directory.CreateTempSubdirectory("recoup-audit-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "audit.jsonl"), file, TestContext.Current.CancellationToken);
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script()]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (shell.ExitCode, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recoup.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "audit.md"));
        return text.Split("```sh\n")[1].Split("```")[0];
    }
}
