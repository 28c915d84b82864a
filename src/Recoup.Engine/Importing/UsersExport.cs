using Recoup.Core.Directory;

namespace Recoup.Engine.Importing;

/// <summary>
/// Directory → Users → Export: a role and a last-seen date per product and site. With groups chosen, a row per user and
/// group, merged by user id.
/// </summary>
internal sealed class UsersExport : IExportFile
{
    private const string LastSeen = "Last seen in ";

    private readonly CsvTable _table;
    private readonly DateTimeOffset _now;
    private readonly List<Column> _products;
    private readonly ExportDates _dates = new();
    private readonly SkippedRows _skipped = new();
    private readonly int _id, _name, _email, _status, _added, _orgRole;

    public UsersExport(CsvTable table, DateTimeOffset now)
    {
        _table = table;
        _now = now;
        _id = table.Find("User id");
        _name = table.Find("User name", "Name");
        _email = table.Find("email", "Email address");
        _status = table.Find("User status", "Status");
        _added = table.Find("Added to org");
        _orgRole = table.Find("Org role");
        _products = [.. table.Header.Select(ToColumn).OfType<Column>()];
        if (_status < 0 || _products.Count == 0)
            throw new ImportException("This is a users export without the columns \"User status\" and \"Last seen in PRODUCT - SITE\". Export the users again and leave every column in.");
    }

    public string Source => "users export (CSV)";

    public IEnumerable<Site> Sites => _products
        .GroupBy(c => c.Resource.Site)
        .Select(site => new Site(site.Key, site.Key.Value, null, ProductNames.IsSandbox(site.Key.Value), [.. site.Select(c => c.Resource.Product).Where(p => p.HasSeats)]));

    public IReadOnlyList<string> Skipped => _skipped.InWords();

    public static bool Fits(CsvTable table) => table.Has("User id");

    public IEnumerable<Account> Accounts()
    {
        var seen = new HashSet<AccountId>();
        while (_table.Read())
        {
            var id = new AccountId(_table[_id]);
            if (_table.IsShort)
                _skipped.Add("shorter than the header", _table.Line);
            else if (id.Value.Length == 0)
                _skipped.Add("without a user id", _table.Line);
            else if (seen.Add(id))
                yield return Row(id);
        }
    }

    private Account Row(AccountId id)
    {
        var usage = new List<Usage>(_products.Count);
        var seats = new List<Seat>();
        string? incomplete = null;
        var status = StatusOf(_table[_status]);
        foreach (var column in _products)
        {
            var (known, role) = ProductNames.RoleOf(_table[column.Role]);
            if (!known)
                incomplete = $"the role \"{_table[column.Role]}\" in {column.Resource.Product.Name} is not known";
            var last = _dates.Read(_table[column.Seen]);
            if (last.HasValue || (role is not null && !last.IsNone))
                usage.Add(new(column.Resource, last));
            if (role is not null && status == "active" && column.Resource.Product.HasSeats)
                seats.Add(new(column.Resource, role, SeatPath.Unknown, [], null));
        }

        var email = _table[_email];
        var added = _dates.Read(_table[_added]);
        return new Account
        {
            Id = id,
            Name = _table[_name] is { Length: > 0 } name ? name : id.Value,
            Email = email.Length > 0 ? email : null,
            Status = status,
            AddedToOrg = added.HasValue ? added.At : null,
            PlatformRoles = OrgRoles(_table[_orgRole]),
            Usage = usage,
            Seats = seats,
            Incomplete = incomplete,
            FetchedAt = _now,
        };
    }

    private static string StatusOf(string cell) => cell.ToLowerInvariant() switch
    {
        "inactive" => "deactivated",
        "" => "unknown",
        var other => other.Replace(' ', '_'),
    };

    /// <summary>Any word that is not "none" protects: which admin it is does not matter here.</summary>
    private static IReadOnlyList<string> OrgRoles(string cell) => cell.ToLowerInvariant() switch
    {
        "" or "none" or "user" => [],
        var role when role.Contains("site") => [Role.SiteAdmin],
        var role when role.Contains("user access") => [Role.UserAccessAdmin],
        _ => [Role.OrgAdmin],
    };

    private Column? ToColumn(string header)
    {
        if (!header.StartsWith(LastSeen, StringComparison.OrdinalIgnoreCase))
            return null;
        var name = header[LastSeen.Length..];
        var dash = name.LastIndexOf(" - ", StringComparison.Ordinal);
        if (dash <= 0)
            return null;
        return _table.Has(name)
            ? new(new(ProductNames.Of(name[..dash]), new SiteId(name[(dash + 3)..])), _table.Find(name), _table.Find(header))
            : throw new ImportException($"The column \"{name}\", which says who has a role there, is missing beside \"{header}\". Export the users again and leave every column in.");
    }

    /// <summary>A product on a site, and where its role and its last-seen date stand.</summary>
    private sealed record Column(Resource Resource, int Role, int Seen);
}
