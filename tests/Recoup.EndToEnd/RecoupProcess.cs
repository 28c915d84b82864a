using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace Recoup.EndToEnd;

/// <summary>The built binary, run as users run it: a process of its own with its own data folder.</summary>
internal sealed class RecoupProcess : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private RecoupProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
                _error.AppendLine(line.Data);
            _lines.Writer.TryWrite(line.Data ?? "");
        };
        process.BeginErrorReadLine();
    }

    /// <summary>What it has printed to stderr by now.</summary>
    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    /// <summary>What every process on the machine can read of it while it runs: its arguments, and the environment that its children would get.</summary>
    public string Visible() => string.Concat(new[] { "cmdline", "environ" }.Select(f => File.ReadAllText($"/proc/{_process.Id}/{f}")));

    /// <summary>Runs a verb to its end.</summary>
    public static Task<Answer> RunAsync(string data, string? input, params string[] arguments) => RunInAsync(NoEnvironment, data, input, arguments);

    /// <summary>Runs a verb to its end, with variables of its own.</summary>
    public static async Task<Answer> RunInAsync(IReadOnlyDictionary<string, string> environment, string data, string? input, params string[] arguments)
    {
        await using var recoup = StartIn(environment, data, arguments);
        if (input is not null)
            await recoup._process.StandardInput.WriteLineAsync(input);
        recoup._process.StandardInput.Close();
        var output = await recoup._process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await recoup._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(recoup._process.ExitCode, output, recoup.Error);
    }

    public static RecoupProcess Start(string data, params string[] arguments) => StartIn(NoEnvironment, data, arguments);

    public static RecoupProcess StartIn(IReadOnlyDictionary<string, string> environment, string data, params string[] arguments)
    {
        var start = new ProcessStartInfo(Built(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["RECOUP_DATA"] = data;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new RecoupProcess(Process.Start(start)!);
    }

    /// <summary>Waits until a line of stderr holds a text.</summary>
    public async Task SaysAsync(string text)
    {
        while (!(await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Waits until so many lines of stderr are there.</summary>
    public async Task SaysAsync(int lines)
    {
        for (var i = 0; i < lines; i++)
            await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Waits for its end. What it prints is passed over: nobody reads it, and a full pipe would hold it up for ever.</summary>
    public async Task<int> EndAsync()
    {
        await _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ctrl+C.</summary>
    public Task InterruptAsync() => SignalAsync("-INT");

    /// <summary>How an operating system asks for the end of a service.</summary>
    public Task TerminateAsync() => SignalAsync("-TERM");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"It ended without a word: {Error}");

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    // The same configuration as these tests were built in.
    private static string Built()
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var path = Repository.At($"artifacts/bin/Recoup.Server/{configuration}/recoup");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not built. Run: dotnet build Recoup.slnx");
    }

    internal sealed record Answer(int ExitCode, string Output, string Error);
}
