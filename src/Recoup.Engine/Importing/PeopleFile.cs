using Recoup.Core.Directory;
using Recoup.Core.People;

namespace Recoup.Engine.Importing;

/// <summary>
/// A list of people as HR or an identity provider exports it. A row that cannot be understood is left out and named, never
/// guessed: somebody taken for gone who is not is the dearest mistake there is.
/// </summary>
public sealed class PeopleFile
{
    private const int LongestCell = 1000;
    private const int MostWords = 5;
    private const int YearsAhead = 2;
    private static readonly DateOnly Earliest = new(1990, 1, 1);
    private static readonly string[] Gone = ["left", "leaver", "terminated", "inactive", "disabled", "deprovisioned", "suspended", "false"];
    private static readonly string[] There = ["active", "employed", "enabled", "staged", "provisioned", "true"];

    private readonly CsvTable _table;
    private readonly DateOnly _asOf;
    private readonly ListDates _dates = new();
    private readonly SkippedRows _refused = new(), _told = new(), _keyless = new(), _implausible = new();
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly PeopleRows _people;
    private readonly int _account, _email, _number, _status, _left, _contract, _sponsor;
    private readonly int[] _kept;

    private PeopleFile(CsvTable table, DateOnly asOf)
    {
        (_table, _asOf, _people) = (table, asOf, new(_told));
        var columns = new ListColumns(table);
        _account = columns.Account();
        _email = columns.Address();
        _number = columns.Find("number", "personid", "employeeid", "hrid", "externalid", "employeenumber");
        _status = columns.Find("status", "status", "employmentstatus", "accountenabled", "userstatus");
        _left = columns.Find("last day", "lefton", "leavingdate", "terminationdate", "lastday", "enddate");
        _contract = columns.Find("end of the contract", "contractends", "contractend");
        _sponsor = columns.Find("sponsor", "sponsor", "manager");
        _kept = [_account, _email, _number, _sponsor];
        Columns = columns.Used;
        if (_account < 0 && _email < 0)
            throw new ImportException($"This list names nobody: it has neither a column \"Account ID\" nor \"Email\". {columns.Seen()} Rename one, and import the file again.");
        if (_status < 0 && _left < 0 && _contract < 0 && _number < 0)
            throw new ImportException($"This list says nothing about anybody: it has none of the columns \"Status\", \"Left on\", \"Contract ends\", \"Person ID\". {columns.Seen()} Rename one, and import the file again.");
        List = new(asOf, Read());
        if (!List.IsThere)
            throw new ImportException(string.Join("\n", ["The file holds nobody who could be taken: nothing was imported.", .. LeftOut.Select(l => $"- {l}")]));
    }

    /// <summary>Everybody who could be taken.</summary>
    public PeopleList List { get; }

    /// <summary>Which column was taken for what.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows of the file, without its header.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that were put together with another about the same person.</summary>
    public int Merged => _people.Merged;

    /// <summary>Rows that could not be understood and were left out, in words.</summary>
    public IReadOnlyList<string> Refused => _refused.InWords();

    /// <summary>All that was left out: what was refused, and rows that name nobody, which is usual in such lists.</summary>
    public IReadOnlyList<string> LeftOut => [.. Refused, .. _keyless.InWords()];

    /// <summary>Rows that were taken with care, in words.</summary>
    public IReadOnlyList<string> Told => _told.InWords();

    /// <summary>Rows with a day that cannot be meant, in words.</summary>
    public IReadOnlyList<string> Implausible => _implausible.InWords();

    /// <summary>Reads a whole file, row by row.</summary>
    /// <param name="asOf">The day whose truth it tells.</param>
    /// <exception cref="ImportException">It is no such list, nobody in it could be taken, or its dates can be read in two ways.</exception>
    public static PeopleFile Read(TextReader file, DateOnly asOf)
    {
        using var table = new CsvTable(file, "Have the list of people exported again and import that file.");
        return new PeopleFile(table, asOf);
    }

    private IReadOnlyList<ListedPerson> Read()
    {
        while (_table.Read())
        {
            Rows++;
            if (_table.IsShort)
            {
                _refused.Add("shorter than the header", _table.Line);
                continue;
            }

            var (account, email) = (_table[_account], Address(_table[_email]));
            if (account.Length == 0 && email is null)
            {
                _keyless.Add("with neither an account id nor an address", _table.Line);
                continue;
            }

            var person = new ListedPerson { Account = account.Length > 0 ? new AccountId(account) : null, Email = email };
            var whole = TryRead(person, out var why);
            if (why is not null)
                _refused.Add(why, _table.Line);
            _people.Add(whole ?? person, whole is not null, _table.Line);
        }

        return _people.All();
    }

    /// <summary>The row with everything it says; null where that cannot be understood.</summary>
    private ListedPerson? TryRead(ListedPerson person, out string? why)
    {
        var line = _table.Line;
        why = _kept.Any(i => _table[i].Length > LongestCell) ? "with a cell of more than 1,000 characters"
            : person.Account is { IsWellFormed: false } ? "with an account id that Atlassian does not hand out"
            : null;
        var status = _table[_status];
        var (gone, there) = (Gone.Contains(status, StringComparer.OrdinalIgnoreCase), There.Contains(status, StringComparer.OrdinalIgnoreCase));
        if (status.Length > 0 && !gone && !there)
            why ??= Unknown(status);
        if (!_dates.TryRead(_table[_left], line, out var left) || !_dates.TryRead(_table[_contract], line, out var contract))
        {
            why ??= "with a date that is none";
            return null;
        }

        if (why is not null)
            return null;
        if (left < Earliest || left > _asOf.AddYears(YearsAhead) || contract < Earliest)
            _implausible.Add($"with a day before {Earliest.Year} or a last day more than {YearsAhead} years ahead", line);
        if (there && left < _asOf)
        {
            // A rehire keeps the old day in many systems.
            _told.Add("at work by the status, with a last day that has passed: taken as at work", line);
            left = null;
        }

        return person with { PersonId = Text(_number), Gone = gone, LeftOn = left, ContractEnds = contract, Sponsor = Text(_sponsor) };
    }

    private string? Text(int column) => _table[column] is { Length: > 0 } text ? text : null;

    private static string? Address(string cell) => cell.Contains('@', StringComparison.Ordinal) ? cell.ToLowerInvariant() : null;

    /// <summary>The word that was not known; of many, which a wrong column would have, the first.</summary>
    private string Unknown(string status) => _words.Contains(status) || (_words.Count < MostWords && _words.Add(status))
        ? $"with the status \"{(status.Length > 40 ? status[..40] + "…" : status)}\", which tells neither that somebody left nor that somebody is there"
        : "with another status that tells neither";
}
