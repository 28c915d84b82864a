using System.Collections.Concurrent;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Assisting;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Storage;

namespace Recoup.Server.Hosting;

/// <summary>Where the data is, opened: its store, and the way out to Atlassian.</summary>
public sealed class Workplace : IAsyncDisposable
{
    private readonly KeyRing _keys;
    private readonly ConcurrentDictionary<string, HttpClient> _clients;
    private readonly bool _isGuest;

    private Workplace(string directory, CommandHost host, RecoupOptions options, KeyRing keys, SqlStore store, Workplace? owner = null)
    {
        Directory = directory;
        Options = options;
        Host = host;
        Store = store;
        _keys = keys;
        _clients = owner?._clients ?? new();
        _isGuest = owner is not null;
    }

    /// <summary>The same data with somebody else at work, as the log names them; what they say of progress is heard by nobody. It ends with the one that it was made of.</summary>
    internal Workplace As(string user) => new(Directory, Host with { User = user, Out = TextWriter.Null, Error = TextWriter.Null }, Options, _keys, Store, owner: this);

    public string Directory { get; }

    /// <summary>Where the keys are that secrets are encrypted with.</summary>
    public string KeyFolder => _keys.Folder;

    /// <summary>Whether one of those keys is not encrypted itself.</summary>
    public bool HasPlainKeys => _keys.HasPlainKeys;

    internal KeyRing Keys => _keys;

    public RecoupOptions Options { get; }

    public CommandHost Host { get; }

    public SqlStore Store { get; }

    /// <param name="directory">The data directory.</param>
    /// <param name="postgres">Where the data is instead of a SQLite file in the directory.</param>
    /// <param name="options">Where the keys are, by default in the directory; whom to ask about privacy.</param>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    /// <exception cref="UserException">The keys cannot be used.</exception>
    public static async Task<Workplace> OpenAsync(
        string directory, CommandHost host, CancellationToken cancellationToken, PostgresAddress? postgres = null, RecoupOptions? options = null)
    {
        options ??= new();
        var keys = KeyRing.Open(directory, options);
        try
        {
            var store = await (postgres is null
                ? SqlStore.OpenSqliteAsync(directory, keys.Protector, host.Time, cancellationToken)
                : SqlStore.OpenPostgresAsync(postgres, keys.Protector, host.Time, cancellationToken));
            return new Workplace(directory, host, options, keys, store);
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>A client that reaches a connection's own addresses and nothing else; the same one for the same addresses, since no key is in it.</summary>
    /// <param name="writes">Whether it lets changes out; otherwise it only reads.</param>
    public HttpClient Client(IReadOnlyList<Uri> destinations, bool writes = false) =>
        _clients.GetOrAdd($"{writes} {string.Join(' ', destinations)}", _ => NewClient(destinations, writes));

    /// <summary>A client for what the operator named, such as an OpenID provider; it reaches that and nothing else.</summary>
    internal HttpClient OperatorClient(IReadOnlyList<Uri> destinations) =>
        _clients.GetOrAdd($"operator {string.Join(' ', destinations)}", _ => new HttpClient(new OperatorGuard(destinations, Host.Network(Sockets(destinations)))) { Timeout = TimeSpan.FromSeconds(30) });

    private HttpClient NewClient(IReadOnlyList<Uri> destinations, bool writes) =>
        new(new EgressGuard(destinations, Host.Network(Sockets(destinations)), writes)) { Timeout = TimeSpan.FromSeconds(100) };

    private static SocketsHttpHandler Sockets(IReadOnlyList<Uri> destinations) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !destinations.Any(d => d.IsLoopback),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>The APIs of a connected organisation, with the keys kept for it.</summary>
    /// <param name="writes">Whether changes are let out.</param>
    /// <param name="orgKey">The organisation's key, where it is not the kept one.</param>
    /// <exception cref="UserException">No key is kept.</exception>
    public async Task<AtlassianAccess> AccessAsync(Connection connection, CancellationToken cancellationToken, bool writes = false, string? orgKey = null)
    {
        var key = orgKey ?? await Store.TryGetSecretAsync(connection.Org, SecretName.OrgKey, cancellationToken)
            ?? throw new UserException($"No key is kept for {connection.Org}. Run: recoup connect --org {connection.Org} --key-file F");
        var tokens = new Dictionary<SiteId, string>();
        foreach (var site in connection.Sites)
        {
            if (await Store.TryGetSecretAsync(connection.Org, SecretName.SiteToken(site.Site), cancellationToken) is { } token)
                tokens[site.Site] = token;
        }

        return new AtlassianAccess(connection, key, tokens, Client(connection.Destinations(), writes), Host.Time);
    }

    /// <inheritdoc cref="Assistance.TryOpenAsync"/>
    public Task<Assistance?> TryAssistAsync(OrgId org, CancellationToken cancellationToken) => Assistance.TryOpenAsync(Store, org, Claude, Host.Time, cancellationToken);

    /// <summary>Claude, asked with a key.</summary>
    internal IAssistant Claude(string key)
    {
        var api = ClaudeAddress.Of(Host);
        return new ClaudeSdk(Client([api]), api, key);
    }

    /// <summary>
    /// The organisation named, or the only one there is. An import without a name steps back once an organisation is there, and
    /// comes forward when that was cleared.
    /// </summary>
    /// <exception cref="UserException">There is none, or several and none was named.</exception>
    public async Task<OrgId> OrgAsync(OrgId? named, CancellationToken cancellationToken)
    {
        var known = await Store.OrganizationsAsync(cancellationToken);
        if (named is { } one)
        {
            return known.Contains(one)
                ? one
                : throw new UserException($"The organisation {one} is not known here. Known: {(known.Count == 0 ? "none" : string.Join(", ", known))}.", gate: "no-organization");
        }

        if (known.Count > 1 && known.Where(o => o != OrgId.Local).ToList() is [var only])
            return await IsEmptyAsync(only, cancellationToken) ? OrgId.Local : only;
        return known.Count switch
        {
            0 => throw new UserException("There is no data yet. Start with one of:\n  recoup demo                      a synthetic organisation, no key needed\n  recoup import FILE.csv           an export of your own users, no key needed\n  recoup connect --org ID --key-file F"),
            1 => known[0],
            _ => throw new UserException($"There are several organisations; name one with --org: {string.Join(", ", known)}."),
        };
    }

    private async Task<bool> IsEmptyAsync(OrgId org, CancellationToken cancellationToken) =>
        await Store.TryGetConnectionAsync(org, cancellationToken) is null && (await Store.ScansAsync(org, new(1), cancellationToken)).Count == 0;

    /// <summary>The scan whose accounts and findings are shown.</summary>
    /// <exception cref="UserException">None has come to an end.</exception>
    public async Task<Scan> ShownAsync(OrgId org, CancellationToken cancellationToken) =>
        await Shown.TryGetAsync(Store, org, cancellationToken)
        ?? throw new UserException($"{Shown.None.Reason}. Run: recoup scan", gate: Shown.None.Gate);

    public async ValueTask DisposeAsync()
    {
        if (_isGuest)
            return;
        foreach (var client in _clients.Values)
            client.Dispose();
        await Store.DisposeAsync();
        _keys.Dispose();
    }
}
