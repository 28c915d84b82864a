using System.CommandLine;
using System.Reflection;
using System.Text;
using Recoup.Core.Files;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary>Files that people write: a policy, a price book.</summary>
internal static class FileSource
{
    /// <summary>Far more than the largest of them has.</summary>
    private const int MostBytes = 1_000_000;

    private const int MostShown = 100;

    /// <summary>What a file's name is called where standard input may be meant.</summary>
    public static string Named(string path) => path == "-" ? "standard input" : path;

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be, such as "policy".</param>
    /// <exception cref="UserException">It cannot be read, or is no text.</exception>
    public static async Task<string> TextAsync(string path, string what, CommandHost host, CancellationToken cancellationToken)
    {
        var text = path == "-" ? await host.In.ReadToEndAsync(cancellationToken) : await OfFileAsync(path, what, cancellationToken);
        return text.Length <= MostBytes ? text : throw TooLarge(path, what);
    }

    /// <summary>Everything that is wrong, a line each.</summary>
    public static string Wrong(string path, string what, FileReading reading) => string.Join('\n', (string[])
    [
        $"{Named(path)} is no {what} that can be kept:",
        .. reading.Errors.Take(MostShown).Select(e => $"  {PlainText.Of($"{e}")}."),
        .. reading.Errors.Count > MostShown ? [$"  and {reading.Errors.Count - MostShown} more."] : Array.Empty<string>(),
    ]);

    public static async Task WriteWarningsAsync(IEnumerable<FileProblem> warnings, TextWriter to)
    {
        foreach (var warning in warnings)
            await to.WriteLineAsync(PlainText.Of($"Warning: {warning}."));
    }

    /// <param name="what">What the file should be, such as "policy".</param>
    public static Argument<string> Argument(string what) => new("FILE") { Description = $"A {what}'s file, JSON with comments; - for standard input" };

    /// <summary>The verb <c>schema</c>, which prints one that the program carries.</summary>
    /// <param name="what">What the file should be, such as "policy".</param>
    /// <param name="name">The schema's file.</param>
    public static Command Schema(string what, string name, CommandHost host)
    {
        var schema = new Command("schema", $"The JSON schema of a {what}'s file, for editors");
        schema.SetAction(async (_, cancellationToken) =>
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
            await host.Out.WriteAsync((await reader.ReadToEndAsync(cancellationToken)).AsMemory(), cancellationToken);
            return ExitCode.Ok;
        });
        return schema;
    }

    private static async Task<string> OfFileAsync(string path, string what, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw TooLarge(path, what);
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

    private static UserException TooLarge(string path, string what) => new($"{Named(path)} is larger than {MostBytes / 1_000_000} MB, which no {what} is.");
}
