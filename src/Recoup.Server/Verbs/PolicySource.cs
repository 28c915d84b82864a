using Recoup.Core.Policies;

namespace Recoup.Server.Verbs;

/// <summary>The policy's file that a verb was given.</summary>
internal static class PolicySource
{
    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="UserException">It cannot be read, or is no text.</exception>
    public static async Task<PolicyReading> ReadAsync(string path, CommandHost host, CancellationToken cancellationToken) =>
        PolicyReader.Read(await FileSource.TextAsync(path, "policy", host, cancellationToken), DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime));

    /// <summary>The same where only a policy without errors will do; warnings go to the log.</summary>
    /// <exception cref="UserException">Everything that is wrong with it.</exception>
    public static async Task<PolicyFile> GoodAsync(string path, CommandHost host, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(path, host, cancellationToken);
        await FileSource.WriteWarningsAsync(reading.Warnings, host.Error);
        return reading.Policy ?? throw new UserException(FileSource.Wrong(path, "policy", reading));
    }
}
