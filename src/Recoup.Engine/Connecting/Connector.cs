using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Connecting;

/// <summary>An organisation and its sites: each key is proved against Atlassian before it is kept.</summary>
/// <param name="desk">Who connects which organisation.</param>
/// <param name="client">A client that reaches these addresses and nothing else; it only reads.</param>
public sealed class Connector(Desk desk, Func<IReadOnlyList<Uri>, HttpClient> client)
{
    /// <summary>Who has to be an organisation admin by the key itself; null where whoever connects was let in another way.</summary>
    public AccountId? Admin { get; init; }

    /// <summary>A site that the host reads without a token of anybody's; null for none.</summary>
    public SiteConnection? OwnSite { get; init; }

    /// <summary>Too short to show any of it.</summary>
    private const int ShortKey = 12;

    /// <summary>Proves the key against the organisation, then keeps it. Without a key, the organisation as it is connected already.</summary>
    /// <param name="api">An emulator instead of Atlassian; null for Atlassian.</param>
    /// <param name="expires">The key's last day; null for not said.</param>
    public async Task<(Connected? Connected, Refusal? Refusal)> OrganizationAsync(Uri? api, string? key, DateOnly? expires, CancellationToken cancellationToken)
    {
        var org = desk.Org;
        var known = await desk.Store.TryGetConnectionAsync(org, cancellationToken);
        if (key is null)
        {
            return known is null ? (null, new("bad-key", $"The organisation {org} is not connected yet: give its API key too"))
                : api is null || api == known.Api ? (new(known, []), null)
                : (null, new("bad-key", "Another address needs a new key: give the API key too"));
        }

        if (Passed(expires) is { } passed)
            return (null, passed);
        var connection = new Connection(org, org.Value, api ?? Connection.Atlassian, known?.Api == (api ?? Connection.Atlassian) ? known.Sites : []) { Keys = known?.Keys ?? [] };
        var access = new AtlassianAccess(connection, key, new Dictionary<SiteId, string>(), client(connection.Destinations()), desk.Time);
        try
        {
            if (await access.Organizations.TryGetOrganizationAsync(cancellationToken) is not { } found)
                return (null, new("unknown-organization", $"The key is good, but it does not see an organisation {org}. The id is the last part of admin.atlassian.com/o/ID; a key belongs to the organisation it was made in"));
            if (Admin is { } admin && !await access.Organizations.IsOrgAdminAsync(admin, cancellationToken))
                return (null, new("not-an-organization-admin", $"The key is good, but you are not an organisation admin of {org}: only one of them connects it. See who is at admin.atlassian.com → Directory → Users"));
            connection = (connection with { Name = found.Data.Attributes?.Name ?? org.Value }).With(Info(SecretName.OrgKey, key, expires));
            var sites = SiteList.From(await access.Organizations.WorkspacesAsync(cancellationToken).ToListAsync(cancellationToken));
            if (OwnSite is { } own && sites.Any(s => s.Id == own.Site))
                connection = connection with { Sites = [.. connection.Sites.Where(s => s.Site != own.Site), own] };
            await desk.Store.CommitAsync(
                new Change(org, desk.Event("connection.set", note: $"organisation key; {connection.Api}"))
                {
                    Connection = connection,
                    Secrets = new Dictionary<string, string?> { [SecretName.OrgKey] = key },
                },
                cancellationToken);
            return (new(connection, sites), null);
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.Unauthorized)
        {
            return (null, new("key-refused", $"Atlassian does not accept the key ({e.Message}). Was it copied whole? Has it expired? Make one at admin.atlassian.com → Settings → API keys"));
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.Forbidden)
        {
            return (null, new("key-refused", $"The key may not do what a scan needs ({e.Message}). Make one without scopes, or with read:directories:admin, read:domains:admin, read:groups:admin and read:workspaces:admin"));
        }
    }

    /// <summary>Proves a site's token, then keeps it.</summary>
    /// <param name="connection">The organisation as it is connected.</param>
    /// <param name="site">The site's address.</param>
    /// <param name="email">Whose token it is.</param>
    /// <param name="expires">The token's last day; null for not said.</param>
    public async Task<Refusal?> SiteAsync(Connection connection, Uri site, string email, string token, DateOnly? expires, CancellationToken cancellationToken)
    {
        if (Passed(expires) is { } passed)
            return passed;
        var asked = new SiteId("asked");
        var trial = connection with { Sites = [new(asked, site, email)] };
        var jira = new AtlassianAccess(trial, "", new Dictionary<SiteId, string> { [asked] = token }, client([site]), desk.Time).Sites[asked];
        try
        {
            var id = await jira.GetCloudIdAsync(cancellationToken);
            await jira.GetMyselfAsync(cancellationToken);
            var sites = connection.Sites.Where(s => s.Site != id).Append(new SiteConnection(id, site, email));
            await desk.Store.CommitAsync(
                new Change(connection.Org, desk.Event("site.connect", note: site.ToString()))
                {
                    Connection = (connection with { Sites = [.. sites] }).With(Info(SecretName.SiteToken(id), token, expires)),
                    Secrets = new Dictionary<string, string?> { [SecretName.SiteToken(id)] = token },
                },
                cancellationToken);
            return null;
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.NotFound)
        {
            return new("unknown-site", $"There is no Jira site at {site} ({e.Message}). Compare it with the address in your browser");
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Unauthorized or AtlassianFailure.Forbidden)
        {
            return new("key-refused", $"The site {site} does not accept the token of {email} ({e.Message}). Make one at id.atlassian.com → Security → API tokens");
        }
    }

    /// <summary>Why a last day cannot be one; null for one that can.</summary>
    private Refusal? Passed(DateOnly? expires) =>
        expires is { } day && day < Today ? new("bad-day", $"{day:yyyy-MM-dd} has passed already: a key that works ends on a day to come") : null;

    private KeyInfo Info(string name, string secret, DateOnly? expires) => new(name, Today, secret.Length > ShortKey ? secret[^4..] : "", expires);

    private DateOnly Today => DateOnly.FromDateTime(desk.Now.UtcDateTime);
}

/// <summary>An organisation that is connected.</summary>
/// <param name="Connection">How it is reached.</param>
/// <param name="Sites">The sites that the key sees; empty where no key was given.</param>
public sealed record Connected(Connection Connection, IReadOnlyList<Site> Sites);
