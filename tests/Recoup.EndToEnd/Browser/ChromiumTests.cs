using System.Diagnostics;
using System.Text.Json;

namespace Recoup.EndToEnd.Browser;

/// <summary>What these tests say where there is no browser: the run that has to have one fails, any other counts what it skips.</summary>
[Collection(Chromium.Shared)]
public sealed class ChromiumTests(Chromium chromium) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recoup-e2e-");

    [Fact]
    public Task A_browser_opens() => chromium.InAsync(new("http://127.0.0.1:1"), _ => Task.CompletedTask);

    [Theory]
    [InlineData("true", "failed")]
    [InlineData("", "skipped")]
    public async Task Without_a_browser_its_tests_fail_in_CI_and_are_counted_as_skipped_elsewhere(string ci, string counted)
    {
        var report = Path.Combine(_folder.FullName, "report.json");
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "Recoup.EndToEnd"),
            ["-noLogo", "-noColor", "-method", $"{typeof(ChromiumTests).FullName}.{nameof(A_browser_opens)}", "-result-ctrf", report])
        {
            RedirectStandardOutput = true,
            Environment = { ["CI"] = ci, [Chromium.Setting] = Path.Combine(_folder.FullName, "no-browser") },
        };
        using var run = Process.Start(start)!;
        var said = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        said.ShouldContain("Chromium is missing: ./test.sh installs Debian's");
        (run.ExitCode == 0).ShouldBe(ci.Length == 0, said);
        // As test.sh counts them.
        using var counts = JsonDocument.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        counts.RootElement.GetProperty("results").GetProperty("summary").GetProperty(counted).GetInt32().ShouldBe(1, said);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
