using System.CommandLine;
using Recoup.Server.Hosting;

namespace Recoup.Server.Verbs;

/// <summary>A key that may write: given for one run, kept in memory, forgotten with the process.</summary>
internal sealed class WriteKeyOption
{
    private readonly Option<string?> _file = new("--write-key-file")
    {
        Description = "File with an organisation API key that may write, made without scopes; - reads it from standard input. It is kept in memory only",
        HelpName = "F",
    };

    public static WriteKeyOption On(Command command)
    {
        var option = new WriteKeyOption();
        command.Options.Add(option._file);
        return option;
    }

    /// <summary>The key; null when none was given.</summary>
    public async Task<string?> ReadAsync(ParseResult parsed, CommandHost host) =>
        parsed.GetValue(_file) is { } file ? await SecretFile.ReadAsync(file, host, "--write-key-file") : null;

    /// <summary>The key, or null where the kept one may write.</summary>
    /// <exception cref="UserException">Recoup is read-only.</exception>
    public async Task<string?> RequireAsync(ParseResult parsed, CommandHost host, Workplace workplace) =>
        await ReadAsync(parsed, host) is { } key ? key
        : !workplace.Options.ReadOnly ? null
        : throw new UserException("Refused (read-only): Recoup changes nothing until it is given a key that may write: --write-key-file F. It is kept in memory for this run only. To let the kept key write, set Recoup:ReadOnly to false (environment Recoup__ReadOnly).");
}
