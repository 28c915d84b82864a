using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary>Where the data is and which organisation is meant: the same on every verb that reads or writes it.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "Folder of the data (environment RECOUP_DATA; by default recoup in your own data folder)", HelpName = "DIR" };
    private readonly Option<string?> _db = new("--db") { Description = "A PostgreSQL database instead of a file in that folder: Host=…;Database=… (environment RECOUP_DB, where a password may be)", HelpName = "CONNECTION" };
    private readonly Option<string?> _org = new("--org") { Description = "The organisation, when there are several; local is the import without a name", HelpName = "ID" };

    /// <param name="command">The verb.</param>
    /// <param name="org">Whether it has --org; not where the verb gives it another meaning.</param>
    public static DataOptions On(Command command, bool org = true)
    {
        var options = new DataOptions();
        command.Options.Add(options._data);
        command.Options.Add(options._db);
        if (org)
            command.Options.Add(options._org);
        return options;
    }

    /// <summary>Opens the data; makes it when it is not there.</summary>
    public Task<Workplace> OpenAsync(ParseResult parsed, CommandHost host, CancellationToken cancellationToken)
    {
        var postgres = DatabaseAddress.Resolve(parsed.GetValue(_db), host.Environment);
        var directory = DataDirectory.Resolve(parsed.GetValue(_data), host.Environment);
        return Workplace.OpenAsync(directory, host, cancellationToken, postgres, RecoupOptions.Read(directory, host.Environment, postgres is not null));
    }

    /// <summary>The organisation named, if any.</summary>
    public OrgId? Named(ParseResult parsed) => parsed.GetValue(_org) is { } id ? new OrgId(id) : null;

    /// <inheritdoc cref="Workplace.OrgAsync"/>
    public Task<OrgId> OrgAsync(ParseResult parsed, Workplace workplace, CancellationToken cancellationToken) => workplace.OrgAsync(Named(parsed), cancellationToken);

    /// <summary>The same for what may be said before any data is there: it then belongs to what an import without a name will be.</summary>
    public async Task<OrgId> OrgOrFirstAsync(ParseResult parsed, Workplace workplace, CancellationToken cancellationToken) =>
        (await workplace.Store.OrganizationsAsync(cancellationToken)).Count == 0 ? Named(parsed) ?? OrgId.Local : await OrgAsync(parsed, workplace, cancellationToken);
}

/// <summary>How results are written.</summary>
internal sealed class FormatOption
{
    private readonly Option<OutputFormat?> _format = new("--format") { HelpName = "FORMAT" };
    private readonly Option<bool> _json = new("--json") { Description = "Short for --format json" };

    /// <param name="command">The verb.</param>
    /// <param name="rows">Whether it prints rows, which CSV can hold.</param>
    public static FormatOption On(Command command, bool rows = true)
    {
        var option = new FormatOption();
        option._format.AcceptOnlyFromAmong(rows ? ["table", "json", "csv"] : ["table", "json"]);
        option._format.Description = rows ? "table (the default), json or csv" : "table (the default) or json";
        command.Options.Add(option._format);
        command.Options.Add(option._json);
        return option;
    }

    public OutputFormat Of(ParseResult parsed) => parsed.GetValue(_json) ? OutputFormat.Json : parsed.GetValue(_format) ?? OutputFormat.Table;
}
