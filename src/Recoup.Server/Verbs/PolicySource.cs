using System.Text;
using Recoup.Core.Policies;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary>The policy's file that a verb was given.</summary>
internal static class PolicySource
{
    /// <summary>Far more than the largest policy has.</summary>
    private const int MostBytes = 1_000_000;

    private const int MostShown = 100;

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="UserException">It cannot be read, or is no text.</exception>
    public static async Task<PolicyReading> ReadAsync(string path, CommandHost host, CancellationToken cancellationToken)
    {
        var text = path == "-" ? await host.In.ReadToEndAsync(cancellationToken) : await TextAsync(path, cancellationToken);
        return text.Length <= MostBytes
            ? PolicyReader.Read(text, DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime))
            : throw TooLarge(path);
    }

    /// <summary>The same where only a policy without errors will do; warnings go to the log.</summary>
    /// <exception cref="UserException">Everything that is wrong with it.</exception>
    public static async Task<PolicyFile> GoodAsync(string path, CommandHost host, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(path, host, cancellationToken);
        foreach (var warning in reading.Warnings)
            await host.Error.WriteLineAsync(PlainText.Of($"Warning: {warning}."));
        return reading.Policy ?? throw new UserException(Wrong(path, reading));
    }

    /// <summary>Everything that is wrong, a line each.</summary>
    public static string Wrong(string path, PolicyReading reading) => string.Join('\n', (string[])
    [
        $"{(path == "-" ? "standard input" : path)} is no policy that can be kept:",
        .. reading.Errors.Take(MostShown).Select(e => $"  {PlainText.Of($"{e}")}."),
        .. reading.Errors.Count > MostShown ? [$"  and {reading.Errors.Count - MostShown} more."] : Array.Empty<string>(),
    ]);

    private static async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw TooLarge(path);
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            var from = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(from));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} cannot be read: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            throw new UserException($"{path} is no text in UTF-8: save it with that encoding.");
        }
    }

    private static UserException TooLarge(string path) => new($"{path} is larger than {MostBytes / 1_000_000} MB, which no policy is.");
}
