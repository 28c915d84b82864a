using System.Net.Http.Headers;
using System.Text;
using Recoup.Core.Directory;

namespace Recoup.Engine.Atlassian;

/// <summary>The APIs of one connected organisation, each with its own key.</summary>
public sealed class AtlassianAccess
{
    private readonly List<AtlassianHttp> _all = [];
    private readonly AtlassianHttp _admin;

    /// <param name="connection">Where the organisation is.</param>
    /// <param name="orgKey">The organisation's API key.</param>
    /// <param name="siteTokens">API tokens by site; a site without one is not read.</param>
    /// <param name="client">The host's client, behind an <see cref="EgressGuard"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="allowance">What whatever we run on lets out, to all of them together; null for no limit.</param>
    public AtlassianAccess(Connection connection, string orgKey, IReadOnlyDictionary<SiteId, string> siteTokens, HttpClient client, TimeProvider time, Allowance? allowance = null)
    {
        _admin = Open(connection.Api, new("Bearer", orgKey));
        Organizations = new(_admin, connection.Org);
        UserManagement = new(_admin);
        Changes = new(_admin, connection.Org);
        Sites = connection.Sites
            .Where(s => siteTokens.ContainsKey(s.Site))
            .ToDictionary(s => s.Site, s => new JiraApi(Open(s.Url, Basic(s.Email, siteTokens[s.Site]))));

        AtlassianHttp Open(Uri place, AuthenticationHeaderValue authorization)
        {
            var http = new AtlassianHttp(client, place, authorization, time, allowance);
            _all.Add(http);
            return http;
        }
    }

    public OrganizationsApi Organizations { get; }

    public UserManagementApi UserManagement { get; }

    /// <summary>What is written; the client's guard lets it out only where writing was allowed.</summary>
    public AccessApi Changes { get; }

    /// <summary>Jira by site, the connected ones only.</summary>
    public IReadOnlyDictionary<SiteId, JiraApi> Sites { get; }

    /// <summary>Requests sent so far to all of them.</summary>
    public int Sent => _all.Sum(h => h.Sent);

    /// <summary>How many requests the organisation's API said it still lets through, by its last answer; null where it does not say.</summary>
    public int? Left => _admin.Left;

    private static AuthenticationHeaderValue Basic(string user, string token) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));
}
