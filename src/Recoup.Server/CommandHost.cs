namespace Recoup.Server;

/// <summary>What a verb takes from outside: so that tests can hand in their own.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Log and progress.</param>
/// <param name="In">Secrets given as <c>-</c>.</param>
/// <param name="Time">The clock.</param>
/// <param name="Environment">Environment variables.</param>
public sealed record CommandHost(TextWriter Out, TextWriter Error, TextReader In, TimeProvider Time, Func<string, string?> Environment)
{
    /// <summary>The process's own.</summary>
    public static CommandHost System { get; } = new(Console.Out, Console.Error, Console.In, TimeProvider.System, global::System.Environment.GetEnvironmentVariable);

    /// <summary>Who acts, for the audit log: the name of the user on this machine.</summary>
    public string User { get; init; } = global::System.Environment.UserName is { Length: > 0 } name ? name : "unknown user";

    /// <summary>The network as requests reach it, behind the guard; the process's own by default.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler> Network { get; init; } = sockets => sockets;

    /// <summary>Whether somebody watches: then progress may overwrite its own line.</summary>
    public bool IsWatched => ReferenceEquals(Error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>How wide a table may be: the terminal, or a page where results go to a file.</summary>
    public int Width => ReferenceEquals(Out, Console.Out) && !Console.IsOutputRedirected ? Math.Max(80, Console.WindowWidth) : 160;
}
