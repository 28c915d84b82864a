namespace Recoup.Server;

/// <summary>Something the user can set right. The message says what is wrong, with which input, and what to do.</summary>
/// <param name="gate">The name of what refused, for scripts that ask over HTTP.</param>
public sealed class UserException(string message, int exitCode = ExitCode.Failed, string gate = "refused") : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string Gate { get; } = gate;
}
