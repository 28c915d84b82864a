using System.Diagnostics;

namespace Recoup.EndToEnd;

/// <summary>The package that <c>dotnet tool install recoup</c> brings.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("recoup-tool-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_package_installs_as_a_tool_and_the_tool_shows_the_demo()
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        await RunAsync("dotnet", "pack", Repository.At("src/Recoup.Server"), "-c", configuration, "--no-build", "-o", _folder.FullName);
        // This folder is the only place to get packages from.
        var sources = Path.Combine(_folder.FullName, "NuGet.config");
        await File.WriteAllTextAsync(sources, $"<configuration><packageSources><clear /><add key=\"here\" value=\"{_folder.FullName}\" /></packageSources></configuration>", Cancel);
        var tools = Path.Combine(_folder.FullName, "tools");

        await RunAsync("dotnet", "tool", "install", "recoup", "--tool-path", tools, "--configfile", sources);

        var shown = await RunAsync(Path.Combine(tools, "recoup"), "demo", "--once", "--users", "60");
        shown.ShouldContain("can be had back");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_HOME"] = _folder.FullName, ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages"), ["MSBUILDDISABLENODEREUSE"] = "1" },
        })!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}{await error}");
        return output;
    }
}
