namespace Recoup.Server.Hosting;

/// <summary>Reads a secret from a file or standard input: never from an argument, which every process on the machine can see.</summary>
internal static class SecretFile
{
    /// <exception cref="UserException">The file cannot be read or holds no single secret. The message never holds what was read.</exception>
    public static async Task<string> ReadAsync(string path, CommandHost host, string option)
    {
        string text;
        try
        {
            text = path == "-" ? await host.In.ReadLineAsync() ?? "" : await File.ReadAllTextAsync(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{option}: the file cannot be read ({e.Message}).", ExitCode.Usage);
        }

        var secret = text.Trim();
        if (secret.Length == 0)
            throw new UserException($"{option}: there is no secret in {(path == "-" ? "standard input" : path)}.", ExitCode.Usage);
        return secret.All(c => c is > ' ' and < '\u007f')
            ? secret
            : throw new UserException($"{option}: a key is one line of letters, digits and signs; {(path == "-" ? "standard input" : path)} holds something else.", ExitCode.Usage);
    }
}
