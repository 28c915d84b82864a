using System.Globalization;
using Microsoft.Extensions.Logging;
using Recoup.Server.Output;

namespace Recoup.Server.Serving;

/// <summary>What the server has to say, a line each, where the request log goes too.</summary>
internal sealed class LineLog(TextWriter log, TimeProvider time) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(log, time);

    public void Dispose()
    {
    }

    /// <summary>How a line begins: the time, to a second.</summary>
    public static string Moment(TimeProvider time) => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed class Lines(TextWriter log, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            // What a message quotes is somebody else's text, and may not look like a line of ours: more lines are set in.
            var said = formatter(state, exception) + (exception is null ? "" : $"\n{exception}");
            log.WriteLine($"{Moment(time)} {(logLevel == LogLevel.Warning ? "warning" : "error")} {PlainText.Lines(said.ReplaceLineEndings("\n")).Replace("\n", "\n  ")}");
        }
    }
}
