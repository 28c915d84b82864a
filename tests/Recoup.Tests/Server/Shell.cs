using System.Text;
using Microsoft.Extensions.Time.Testing;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary>Verbs in process, in a folder and an environment of their own.</summary>
internal sealed class Shell : IDisposable
{
    public Shell() => Environment["RECOUP_DATA"] = Data;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero));

    /// <summary>Every request that left, in order.</summary>
    public Recorder Sent { get; } = new();

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

    public Task<Run> RunAsync(params string[] arguments) => TypeAsync("", arguments);

    /// <summary>The same with somebody at the keyboard.</summary>
    public async Task<Run> TypeAsync(string input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new CommandHost(output, error, new StringReader(input), Time, Environment.GetValueOrDefault) { User = "ada", Network = Sent.Before };
        var code = await CommandLine.RunAsync(arguments, host);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Everything in the data folder, byte by byte.</summary>
    public string Files() =>
        string.Concat(System.IO.Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Select(f => File.ReadAllText(f, Encoding.Latin1)));

    /// <summary>Runs a verb that waits: the clock goes on for as long.</summary>
    public async Task<Run> RunWaitingAsync(params string[] arguments)
    {
        var run = RunAsync(arguments);
        while (!run.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await run;
    }

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);

    internal sealed record Run(int Code, string Out, string Error);
}
