using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Diagnosis;

/// <summary>
/// Says what each key may do, by trying: one small request for each thing that a scan asks for. Nothing is stored or changed.
/// </summary>
public sealed class Doctor(AtlassianAccess access, Connection connection, Settings settings)
{
    private const string OrgKey = "organisation key";

    private readonly List<Check> _checks = [];

    /// <summary>Looks at everything, whatever is found broken.</summary>
    public async Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken)
    {
        var seen = await OrganizationAsync(cancellationToken);
        foreach (var (site, jira) in access.Sites)
            await SiteAsync(connection.Sites.First(s => s.Site == site), jira, cancellationToken);
        if (seen is { } organisation)
        {
            NotConnected(organisation.Sites);
            Settings(organisation.HasDomain);
        }

        return _checks;
    }

    /// <summary>Its sites, and whether it has a verified domain; null when the key does not see it.</summary>
    private async Task<(IReadOnlyList<Site> Sites, bool HasDomain)?> OrganizationAsync(CancellationToken cancellationToken)
    {
        var api = access.Organizations;
        var seen = await TryAsync(OrgKey, "see the organisation", Weight.Needed, "no scan: is the id right, does the key belong to it, has it expired?", async () =>
            await api.TryGetOrganizationAsync(cancellationToken) ?? throw new AtlassianException("GET orgs/{org}", AtlassianFailure.NotFound, "the key does not see it"));
        if (seen is null)
            return null;
        var sites = await TryAsync(OrgKey, "list sites and products", Weight.Needed, "no scan: scope read:workspaces:admin", async () =>
            SiteList.From(await api.WorkspacesAsync(cancellationToken).ToListAsync(cancellationToken)));
        await TryAsync(OrgKey, "list directories", Weight.Needed, "no scan: scope read:directories:admin", () => api.DirectoriesAsync(cancellationToken).ToListAsync(cancellationToken).AsTask());
        var domains = await TryAsync(OrgKey, "list verified domains", Weight.Needed, "no scan: scope read:domains:admin", () => api.DomainsAsync(cancellationToken).ToListAsync(cancellationToken).AsTask());
        await TryAsync(OrgKey, "count accounts", Weight.Needed, "no scan: scope read:directories:admin", async () => Box(await api.CountAccountsAsync(cancellationToken)));
        var people = await TryAsync(OrgKey, "list accounts", Weight.Needed, "no scan: scope read:directories:admin", () => api.SomeManagedAsync(cancellationToken));
        if (sites?.SelectMany(s => s.Products, (s, p) => new Resource(p, s.Id)).Take(1).ToList() is [var resource])
            await TryAsync(OrgKey, "list groups that give seats", Weight.Wanted, "every scan is partial: scope read:groups:admin", () => api.GrantingGroupsPageAsync(resource, Role.User, null, cancellationToken));
        await TryAsync(OrgKey, "list managed accounts", Weight.Helpful, "whom Atlassian Guard bills stays unknown: scope read:accounts:admin", async () => Box(await api.ManagedPageAsync(null, cancellationToken)));
        await TryAsync(OrgKey, "read the audit log", Weight.Helpful, "who was given access lately stays unknown: scope read:events:admin", () => api.EventActionsAsync(cancellationToken));
        await AccountAsync(people?.Data.Select(u => new AccountId(u.AccountId)).FirstOrDefault(), cancellationToken);
        return (sites ?? [], domains?.Exists(d => d.Attributes?.Claim?.Status == "verified") == true);
    }

    private async Task AccountAsync(AccountId? managed, CancellationToken cancellationToken)
    {
        const string path = "see how an account holds its roles", manage = "see whether an account may be managed", tokens = "see when API tokens were last used";
        const string unscoped = "needs a key without scopes; an account that scripts run on can then look idle";
        if (managed is not { Value: not null } account)
        {
            foreach (var what in new[] { path, manage, tokens })
                _checks.Add(new(OrgKey, what, Weight.Helpful, Finding.NotTried, "the organisation has no managed account to try it on"));
            return;
        }

        await TryAsync(OrgKey, path, Weight.Wanted, "scans are partial where a role is given directly: scope read:directories:admin", async () => Box(await access.Organizations.TryGetRoleAssignmentsAsync(account, cancellationToken)));
        await TryAsync(OrgKey, manage, Weight.Helpful, unscoped, async () => Box(await access.UserManagement.TryGetManageabilityAsync(account, cancellationToken)));
        await TryAsync(OrgKey, tokens, Weight.Helpful, unscoped, async () => Box(await access.UserManagement.TokenUseAsync(account, cancellationToken)));
    }

    private async Task SiteAsync(SiteConnection site, JiraApi jira, CancellationToken cancellationToken)
    {
        var subject = $"site {site.Url.Host}{site.Url.AbsolutePath.TrimEnd('/')}";
        var mine = await TryAsync(subject, site.Email.Length > 0 ? $"sign in as {site.Email}" : "sign in", Weight.Wanted, "every scan is partial: make a new token at id.atlassian.com → Security, then recoup connect again", async () => (await jira.GetMyselfAsync(cancellationToken)).Value);
        if (mine is null)
            return;
        await TryAsync(subject, "count issues", Weight.Wanted, "issue activity stays unknown, and idle Jira seats stay questions", async () => Box(await jira.CountIssuesAsync(60, cancellationToken)));
        await TryAsync(subject, "read issues (assignee, reporter, updated)", Weight.Wanted, "issue activity stays unknown, and idle Jira seats stay questions", () => jira.IssuesPageAsync(60, null, cancellationToken));
        await TryAsync(subject, "list its people", Weight.Helpful, "its list cannot be held against the organisation's: the permission Browse users and groups", async () => Box(await jira.PeoplePageAsync(0, cancellationToken)));
        if (!settings.ExtendedReads)
            return;
        const string without = "agents, creators and what others need somebody for stay unknown";
        await TryAsync(subject, "list projects and their leads", Weight.Helpful, without, () => jira.ProjectsPageAsync(0, cancellationToken));
        await TryAsync(subject, "list project roles", Weight.Helpful, $"{without}: the permission Administer Jira", async () => Box(await jira.ProjectRolesAsync(cancellationToken)));
        await TryAsync(subject, "list shared filters", Weight.Helpful, without, async () => Box(await jira.SharedFiltersAsync(new(mine), cancellationToken)));
    }

    private void NotConnected(IReadOnlyList<Site> sites)
    {
        foreach (var site in sites.Where(s => !s.Sandbox && s.Products.Any(p => p.IsJiraFamily) && !connection.Sites.Any(c => c.Site == s.Id)))
            _checks.Add(new($"site {site.Name}", "API token", Weight.Helpful, Finding.Missing, $"reported issues there do not count as a sign of use: recoup connect --org {connection.Org} --site {site.Url} --site-email E --site-token-file F"));
    }

    private void Settings(bool hasDomain)
    {
        Set("billingContact", settings.BillingContact is not null, "nobody is protected as billing contact: recoup settings set billingContact ACCOUNT");
        Set("companyDomains", hasDomain || settings.CompanyDomains.Count > 0, "nobody can be told external (R15): recoup settings set companyDomains acme.com");
        Set("cost per seat", settings.Costs.Count > 0, "no sums: recoup settings set cost.jira-software 7.53");
    }

    private void Set(string what, bool isSet, string means) =>
        _checks.Add(new("settings", what, Weight.Helpful, isSet ? Finding.Ok : Finding.Missing, isSet ? "" : means));

    private static object Box<T>(T value) => (object?)value ?? "nothing";

    private async Task<T?> TryAsync<T>(string subject, string what, Weight weight, string without, Func<Task<T>> ask)
        where T : class
    {
        try
        {
            var answer = await ask();
            _checks.Add(new(subject, what, weight, Finding.Ok, ""));
            return answer;
        }
        catch (AtlassianException e)
        {
            var refused = e.Failure is AtlassianFailure.Forbidden or AtlassianFailure.Unauthorized or AtlassianFailure.NotFound or AtlassianFailure.Rejected;
            _checks.Add(new(subject, what, weight, refused ? Finding.Refused : Finding.NoAnswer, $"{(refused ? without : "try again later")} ({e.Message})"));
            return null;
        }
    }
}
