using System.Security.Cryptography;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Assisting;
using Recoup.Engine.Atlassian;
using Recoup.Forge.Kvs;

namespace Recoup.Forge.Hosting;

/// <summary>One site that has the app, as one invocation reaches it: its store, its queue, and the way out to Atlassian.</summary>
internal sealed class Installation
{
    /// <summary>The platform lets 100 requests a minute out; a few are left for what we do not count.</summary>
    private const int RequestsAMinute = 95;

    /// <summary>Stands where the engine takes a token of a site: the platform asks its own Jira as the app.</summary>
    private const string AsTheApp = "the platform";

    private readonly int _scope;
    private readonly Allowance _allowance;

    /// <param name="scope">The invocation's number.</param>
    public Installation(int scope, TimeProvider time)
    {
        (_scope, Time) = (scope, time);
        _allowance = new(RequestsAMinute, TimeSpan.FromMinutes(1), time);
        Store = new KvsStore(new HostKvs(scope), time);
        Queue = new(scope);
    }

    public TimeProvider Time { get; }

    public KvsStore Store { get; }

    public HostQueue Queue { get; }

    /// <summary>The organisation that is connected, the only one; null before.</summary>
    public async Task<Connection?> TryGetConnectionAsync(CancellationToken cancellationToken)
    {
        foreach (var org in await Store.OrganizationsAsync(cancellationToken))
        {
            if (await Store.TryGetConnectionAsync(org, cancellationToken) is { } connection)
                return connection;
        }

        return null;
    }

    /// <summary>A client that reaches these addresses and nothing else: our own guard first, then the platform's.</summary>
    public HttpClient Client(IReadOnlyList<Uri> destinations, bool writes = false) => new(new EgressGuard(destinations, new HostNetwork(_scope), writes));

    /// <summary>The APIs of the connected organisation.</summary>
    /// <param name="writeKey">A key that may write; null for the kept one, which only reads.</param>
    /// <returns>Null where no key is kept.</returns>
    public async Task<AtlassianAccess?> TryAccessAsync(Connection connection, CancellationToken cancellationToken, string? writeKey = null)
    {
        if ((writeKey ?? await Store.TryGetSecretAsync(connection.Org, SecretName.OrgKey, cancellationToken)) is not { } key)
            return null;
        var sites = connection.Sites.ToDictionary(s => s.Site, _ => AsTheApp);
        return new(connection, key, sites, Client(connection.Destinations(), writes: writeKey is not null), Time, _allowance);
    }

    /// <summary>Claude, asked with a key.</summary>
    public IAssistant Claude(string key) => new MessagesApi(Client([MessagesApi.Anthropic]), MessagesApi.Anthropic, key, Time);

    /// <inheritdoc cref="Assistance.TryOpenAsync"/>
    public Task<Assistance?> TryAssistAsync(OrgId org, CancellationToken cancellationToken) => Assistance.TryOpenAsync(Store, org, Claude, Time, cancellationToken);

    /// <summary>This invocation's turn at a job; null where another one has it. One that was killed is followed when its lease runs out.</summary>
    public async Task<Turn?> TryTakeAsync(OrgId org, string job, CancellationToken cancellationToken, bool takeOver = false) =>
        (await Turn.AskAsync(Store, org, job, new($"invocation {RandomNumberGenerator.GetHexString(16, lowercase: true)}", _ => false), Time, cancellationToken, takeOver)).Turn;

    /// <summary>Whether nobody has a job.</summary>
    public async Task<bool> IsFreeAsync(OrgId org, string job, CancellationToken cancellationToken)
    {
        await using var turn = await TryTakeAsync(org, job, cancellationToken);
        return turn is not null;
    }
}
