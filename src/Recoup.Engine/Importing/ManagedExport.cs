using Recoup.Core.Directory;

namespace Recoup.Engine.Importing;

/// <summary>
/// Directory → Managed accounts → Export: which products on which sites, and one last-active date for all of them. That
/// date can only be later than each product's own, so "idle everywhere" can be told from it and "idle in one" cannot.
/// </summary>
internal sealed class ManagedExport : IExportFile
{
    private static readonly string[] ProductColumns =
    [
        "Jira", "Jira Software", "Confluence", "Jira Service Management", "Jira Service Desk", "Jira Product Discovery",
    ];

    private readonly CsvTable _table;
    private readonly DateTimeOffset _now;
    private readonly List<(Product Product, int Column)> _products;
    private readonly Dictionary<SiteId, HashSet<Product>> _sites = [];
    private readonly ExportDates _dates = new();
    private readonly SkippedRows _skipped = new();
    private readonly int _id, _name, _email, _status, _last, _verified;

    public ManagedExport(CsvTable table, DateTimeOffset now)
    {
        _table = table;
        _now = now;
        _id = table.Find("Atlassian ID", "Account ID");
        _name = table.Find("Name");
        _email = table.Find("Email");
        _status = table.Find("Status");
        _last = table.Find("Last active date [UTC]", "Last active", "Last active date");
        _verified = table.Find("Verified email");
        _products = [.. ProductColumns.Where(table.Has).Select(name => (ProductNames.Of(name), table.Find(name)))];
        if (_status < 0 || _last < 0 || _products.Count == 0)
            throw new ImportException("This is a managed-accounts export without the columns \"Status\", \"Last active date [UTC]\" and the products. Export it again and leave every column in.");
    }

    public string Source => "managed-accounts export (CSV)";

    public IEnumerable<Site> Sites => _sites.Select(s => new Site(s.Key, s.Key.Value, null, ProductNames.IsSandbox(s.Key.Value), [.. s.Value]));

    public IReadOnlyList<string> Skipped => _skipped.InWords();

    public static bool Fits(CsvTable table) => table.Has("Name") && table.Has("Email") && table.Has("Status") && !table.Has("User id");

    public IEnumerable<Account> Accounts()
    {
        var seen = new HashSet<AccountId>();
        while (_table.Read())
        {
            var email = _table[_email];
            // Older variants carry no id: the address then stands for it, under a mark that no Atlassian id has.
            var id = _table[_id] is { Length: > 0 } given ? given : email.Length > 0 ? $"email:{email.ToLowerInvariant()}" : "";
            if (_table.IsShort)
                _skipped.Add("shorter than the header", _table.Line);
            else if (id.Length == 0)
                _skipped.Add("without an Atlassian id and an address", _table.Line);
            else if (seen.Add(new(id)))
                yield return Row(new(id), email);
        }
    }

    private Account Row(AccountId id, string email)
    {
        var status = _table[_status].ToLowerInvariant();
        var seats = new List<Seat>();
        foreach (var (product, column) in _products)
        {
            foreach (var name in _table[column].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var site = new SiteId(name);
                if (!_sites.TryGetValue(site, out var products))
                    _sites[site] = products = [];
                products.Add(product);
                if (status == "active" && !seats.Exists(s => s.Resource == new Resource(product, site)))
                    seats.Add(new(new(product, site), Role.User, SeatPath.Unknown, [], null));
            }
        }

        return new Account
        {
            Id = id,
            Name = _table[_name] is { Length: > 0 } name2 ? name2 : id.Value,
            Email = email.Length > 0 ? email : null,
            EmailVerified = _table[_verified].ToLowerInvariant() switch { "yes" or "true" or "verified" => true, "no" or "false" or "unverified" => false, _ => null },
            Status = status.Length > 0 ? status : "unknown",
            Claim = "managed",
            LastActiveAnywhere = _dates.Read(_table[_last]),
            Seats = seats,
            FetchedAt = _now,
        };
    }
}
