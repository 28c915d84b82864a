using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Scanning;
using static System.FormattableString;

namespace Recoup.Tests.Storage;

/// <summary>
/// The store over <see cref="Kvs"/>: shows that the interface needs no SQL. Whatever is read back is found by get alone,
/// through small lists of what there is; a query, which may be stale, only sweeps up. A save of many operations goes in several
/// transactions in the order data, lists, checkpoint.
/// </summary>
public sealed partial class KvsFake(Kvs kvs) : IStore
{
    private const int Buckets = 64;

    public Task<IReadOnlyList<OrgId>> OrganizationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OrgId>>([.. List<string>("orgs").Order(StringComparer.Ordinal).Select(OrgId.From)]);

    public Task<Connection?> TryGetConnectionAsync(OrgId org, CancellationToken cancellationToken) =>
        Task.FromResult(TryGet(Key(org, "connection"), EngineJson.Default.Connection));

    public Task<string?> TryGetSecretAsync(OrgId org, string name, CancellationToken cancellationToken) =>
        Task.FromResult(kvs.TryGetSecret(Key(org, "secret", name)));

    public Task<Settings> SettingsAsync(OrgId org, CancellationToken cancellationToken) =>
        Task.FromResult(Settings(org));

    private Settings Settings(OrgId org) => TryGet(Key(org, "settings"), CoreJson.Default.Settings) ?? new();

    public Task<Lease> LeaseAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var key = Key(request.Org, "lease", request.Job);
        var lease = Lease.After(TryGetLease(key), request);
        kvs.Transact([new(key, JsonSerializer.Serialize(lease, EngineJson.Default.Lease))]);
        return Task.FromResult(lease);
    }

    private Lease? TryGetLease(string key) => TryGet(key, EngineJson.Default.Lease);

    public Task<IReadOnlyList<Scan>> ScansAsync(OrgId org, ScanQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Scan>>(
        [
            .. List<string>(Key(org, "scans")).Where(id => query.Id is not { } one || one.Value == id).Select(id => TryGet(Key(org, "scan", id), EngineJson.Default.Scan)).OfType<Scan>()
                .OrderByDescending(s => s.StartedAt).ThenByDescending(s => s.Id.Value, StringComparer.Ordinal).Take(query.Most),
        ]);

    public Task SaveListingAsync(Scan checkpoint, Listing listing, CancellationToken cancellationToken) =>
        SavePages<Listing>(checkpoint, "listings", [(listing.Number, [listing])], EngineJson.Default.IReadOnlyListListing);

    public Task<IReadOnlyList<Listing>> ListingsAsync(OrgId org, ScanId scan, ListingQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Listing>>([.. Pages(org, scan, "listings", query.From, EngineJson.Default.IReadOnlyListListing).SelectMany(p => p.Rows).Take(query.Most)]);

    public Task SaveAccountsAsync(Scan checkpoint, IReadOnlyList<AccountPage> pages, CancellationToken cancellationToken) =>
        SavePages(checkpoint, "accounts", [.. pages.Select(p => (p.Number, p.Accounts))], CoreJson.Default.IReadOnlyListAccount);

    public Task<IReadOnlyList<AccountPage>> AccountPagesAsync(OrgId org, ScanId scan, int from, int most, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AccountPage>>([.. Accounts(org, scan, from).Take(most)]);

    public Task<IReadOnlyList<Account>> AccountsAsync(OrgId org, ScanId scan, UserQuery query, CancellationToken cancellationToken)
    {
        var wanted = Words.Fold(query.Search ?? "");
        return Task.FromResult<IReadOnlyList<Account>>(
        [
            .. Accounts(org, scan).SelectMany(p => p.Accounts)
                .Where(a => query.Only is not { } only || a.Id == only)
                .Where(a => Words.Fold($"{a.Name}\n{a.Email}\n{a.Id}").Contains(wanted, StringComparison.Ordinal))
                .Where(a => query.Kinds.Count == 0 || query.Kinds.Contains(a.Kind.Value))
                .Where(a => query.Status is null || a.Status == query.Status)
                .Where(a => query.Claim is null || a.Claim == query.Claim)
                .Where(a => query.Product is not { } product || a.Seats.Any(s => s.Product == product))
                .Where(a => query.Site is not { } site || a.Seats.Any(s => s.Site == site))
                .Order(AccountOrder(query))
                .Skip(query.Skip).Take(query.Take),
        ]);
    }

    public Task DeleteAccountsExceptAsync(OrgId org, ScanId kept, CancellationToken cancellationToken)
    {
        // The lists first: without them nothing of a scan is seen, whatever the sweep misses this time.
        string[] kinds = ["accounts", "listings"];
        var lists = List<string>(Key(org, "scans")).Where(id => id != kept.Value).SelectMany(id => kinds.Select(kind => Key(org, kind, id)));
        var rest = kinds.SelectMany(kind => Query(Key(org, kind, ""))
            .Where(key => key != Key(org, kind, kept.Value) && !key.StartsWith(Key(org, kind, kept.Value, ""), StringComparison.Ordinal)));
        return Save([.. lists.Concat(rest).Select(key => new KvsWrite(key, null))]);
    }

    public Task SaveRecommendationsAsync(Scan checkpoint, IReadOnlyList<Recommendation> recommendations, CancellationToken cancellationToken) =>
        Save([.. Written(checkpoint.Org, recommendations), .. Checkpoint(checkpoint)]);

    private IEnumerable<KvsWrite> Written(OrgId org, IReadOnlyList<Recommendation> recommendations)
    {
        var lists = recommendations
            .Select(r => new Found(r.Id, r.AccountId?.Value))
            .GroupBy(f => Bucket(org, f.Account ?? f.Id))
            .SelectMany(bucket => Listed(bucket.Key, [.. bucket]));
        return
        [
            .. recommendations.Select(r => new KvsWrite(Key(org, "finding", r.Id), JsonSerializer.Serialize(r, CoreJson.Default.Recommendation))),
            .. lists,
        ];
    }

    public Task<IReadOnlyList<Recommendation>> RecommendationsOfAsync(OrgId org, IReadOnlyCollection<AccountId> accounts, CancellationToken cancellationToken)
    {
        var wanted = accounts.Select(a => a.Value).ToHashSet();
        var found = wanted.Select(a => Bucket(org, a)).Distinct().SelectMany(List<Found>).Where(f => f.Account is not null && wanted.Contains(f.Account));
        return Task.FromResult<IReadOnlyList<Recommendation>>([.. Findings(org, found)]);
    }

    public Task<IReadOnlyList<Recommendation>> RecommendationsAsync(OrgId org, RecommendationQuery query, CancellationToken cancellationToken)
    {
        var all = Findings(org, Enumerable.Range(0, Buckets).SelectMany(i => List<Found>(Key(org, "findings", Invariant($"{i}")))));
        return Task.FromResult<IReadOnlyList<Recommendation>>(
        [
            .. all
                .Where(r => query.Id is null || r.Id == query.Id)
                .Where(r => query.Rule is null || r.Rule == query.Rule)
                .Where(r => query.Product is not { } product || r.Seats.Any(s => s.Product == product))
                .Where(r => query.Site is not { } site || r.Seats.Any(s => s.Site == site))
                .Where(r => query.States.Count == 0 || query.States.Contains(r.State))
                .Where(r => query.Search is not { } search || Words.Fold($"{r.DisplayName}\n{r.AccountId}").Contains(Words.Fold(search), StringComparison.Ordinal))
                .Where(r => query.Tiers.Count == 0 || query.Tiers.Contains(r.Tier))
                .Where(r => query.Actions.Count == 0 || query.Actions.Contains(r.Action))
                .Where(r => !query.RoutedOut || r.RoutedOutAt is not null)
                .Where(r => !query.AboutAccounts || r.AccountId is not null)
                .Where(r => !query.AboutNobody || r.AccountId is null)
                .Where(r => !query.Leading || r.SupersededBy is null)
                .Where(r => !query.Open || r.State == RecommendationState.Open)
                .Where(r => query.Closed || r.State != RecommendationState.Closed)
                .Where(r => query.SeenIn is not { } seen || r.SeenIn == seen)
                .Where(r => query.NotSeenIn is not { } scan || r.SeenIn != scan)
                .Order(FindingOrder(query))
                .Skip(query.Skip).Take(query.Take),
        ]);
    }

    private IEnumerable<AccountPage> Accounts(OrgId org, ScanId scan, int from = 0) =>
        Pages(org, scan, "accounts", from, CoreJson.Default.IReadOnlyListAccount).Select(p => new AccountPage(p.Number, p.Rows));

    private IEnumerable<Recommendation> Findings(OrgId org, IEnumerable<Found> found) =>
        found.Select(f => TryGet(Key(org, "finding", f.Id), CoreJson.Default.Recommendation)).OfType<Recommendation>();

    private Task SavePages<T>(Scan scan, string kind, IReadOnlyList<(int Number, IReadOnlyList<T> Rows)> pages, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        var list = Key(scan.Org, kind, scan.Id.Value);
        var parts = Parts(list);
        var writes = new List<KvsWrite>();
        foreach (var (number, rows) in pages)
        {
            var documents = Split(rows, type).ToList();
            parts[number] = documents.Count;
            writes.AddRange(documents.Select((json, part) => new KvsWrite(Invariant($"{list}:{number}:{part}"), json)));
        }

        return Save([.. writes, new(list, JsonSerializer.Serialize(parts)), .. Checkpoint(scan)]);
    }

    private IEnumerable<(int Number, IReadOnlyList<T> Rows)> Pages<T>(OrgId org, ScanId scan, string kind, int from, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        var list = Key(org, kind, scan.Value);
        foreach (var (number, parts) in Parts(list).Where(p => p.Key >= from))
            yield return (number, [.. Enumerable.Range(0, parts).SelectMany(part => TryGet(Invariant($"{list}:{number}:{part}"), type) ?? [])]);
    }

    /// <summary>In how many documents each page of a scan is kept.</summary>
    private SortedDictionary<int, int> Parts(string list) =>
        kvs.TryGet(list) is { } json ? JsonSerializer.Deserialize<SortedDictionary<int, int>>(json)! : [];

    /// <summary>One document, or halves of it until each fits.</summary>
    private static IEnumerable<string> Split<T>(IReadOnlyList<T> rows, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        var json = JsonSerializer.Serialize(rows, type);
        return rows.Count < 2 || Encoding.UTF8.GetByteCount(json) <= Kvs.MostValueBytes
            ? [json]
            : [.. Split([.. rows.Take(rows.Count / 2)], type), .. Split([.. rows.Skip(rows.Count / 2)], type)];
    }

    /// <summary>The scan itself comes last: until it is there the save has not happened.</summary>
    private IEnumerable<KvsWrite> Checkpoint(Scan scan)
    {
        if (TryGetLease(Key(scan.Org, "lease", Jobs.Scan)) is { } lease && lease.Fence > scan.Fence)
            throw new LeaseLostException(scan.Org, Jobs.Scan);
        return
        [
            .. Listed("orgs", scan.Org.Value),
            .. Listed(Key(scan.Org, "scans"), scan.Id.Value),
            new(Key(scan.Org, "scan", scan.Id.Value), JsonSerializer.Serialize(scan, EngineJson.Default.Scan)),
        ];
    }

    private IEnumerable<KvsWrite> Listed<T>(string key, params T[] members)
    {
        var list = List<T>(key);
        var next = list.Union(members).ToList();
        return next.Count == list.Count ? [] : [new(key, JsonSerializer.Serialize(next))];
    }

    private List<T> List<T>(string key) => kvs.TryGet(key) is { } json ? JsonSerializer.Deserialize<List<T>>(json)! : [];

    private T? TryGet<T>(string key, JsonTypeInfo<T> type)
        where T : class => kvs.TryGet(key) is { } json ? JsonSerializer.Deserialize(json, type) : null;

    private List<string> Query(string prefix)
    {
        var keys = new List<string>();
        string? cursor = null;
        do
        {
            (var page, cursor) = kvs.Query(prefix, cursor);
            keys.AddRange(page);
        }
        while (cursor is not null);
        return keys;
    }

    private Task Save(IEnumerable<KvsWrite> writes)
    {
        var transaction = new List<KvsWrite>();
        // The last write of a key counts, at its own place.
        foreach (var write in writes.Reverse().DistinctBy(w => w.Key).Reverse())
        {
            if (transaction.Count == Kvs.MostWrites || transaction.Sum(w => w.Bytes) + write.Bytes > Kvs.MostBytes)
            {
                kvs.Transact([.. transaction]);
                transaction.Clear();
            }

            transaction.Add(write);
        }

        if (transaction.Count > 0)
            kvs.Transact(transaction);
        return Task.CompletedTask;
    }

    private static string Bucket(OrgId org, string text) =>
        Key(org, "findings", Invariant($"{text.Aggregate(0u, (hash, c) => unchecked(hash * 31 + c)) % Buckets}"));

    private static string Key(OrgId org, params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder(Encoded(org.Value));
        foreach (var part in parts)
            key.Append(':').Append(Encoded(part));
        return key.ToString();
    }

    /// <summary>A key's alphabet lacks the bar of account ids, and the colon parts it: others become # and four hex digits.</summary>
    private static string Encoded(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c.ToString() : Invariant($"#{(int)c:x4}")));

    private sealed record Found(string Id, string? Account);
}
