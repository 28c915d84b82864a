namespace Recoup.Server;

/// <summary>Something the user can set right. The message says what is wrong, with which input, and what to do.</summary>
public sealed class UserException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
