using Microsoft.Extensions.Time.Testing;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary>Verbs in process, in a folder and an environment of their own.</summary>
internal sealed class Shell : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero));

    public Shell() => Environment["RECOUP_DATA"] = Data;

    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("recoup-shell-").FullName;

    public string Data => Path.Combine(Folder, "data");

    public Dictionary<string, string> Environment { get; } = [];

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<Run> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, new CommandHost(output, error, TextReader.Null, _time, Environment.GetValueOrDefault));
        return new(code, output.ToString(), error.ToString());
    }

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);

    internal sealed record Run(int Code, string Out, string Error);
}
