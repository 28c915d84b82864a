using System.Runtime.ExceptionServices;
using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Asks the open questions about a batch of candidates, several at a time. Answers gather on the desk, so that a limit or a
/// broken connection in the middle repeats none of them.
/// </summary>
internal sealed class Questions(ScanDesk desk, Scan scan, Roster roster)
{
    /// <summary>Questions under way at once: the network's delay would otherwise leave most of a limit unused.</summary>
    private const int Together = 8;

    private readonly IReadOnlyList<SiteId> _workSites = desk.Settings.ExtendedReads ? scan.Survey.WorkSites : [];

    private string? TokensNotReadable => scan.Survey.TokensNotReadable ?? desk.Learned.TokensNotReadable;

    public async Task AskAsync(IReadOnlyList<Account> candidates, CancellationToken cancellationToken)
    {
        var open = new Queue<Account>(candidates.Where(c => !desk.Answers.ContainsKey(c.Id)));
        // The first answer tells whether the key may ask at all; only then is it worth asking together.
        if (open.TryDequeue(out var first))
            await AskAloneAsync(first, cancellationToken);
        await TogetherAsync(open, account => AskAloneAsync(account, cancellationToken));
        foreach (var plan in scan.Activity)
            await AskIssuesAsync(plan, [.. candidates.Where(c => HasJiraSeat(c, plan.Site) && desk.Answers[c.Id].Probes.IssuesOn(plan.Site) is null).Select(c => c.Id)], cancellationToken);
    }

    /// <summary>Works through a queue. After a failure nothing more is begun, and what is under way is finished: its answers count.</summary>
    private static async Task TogetherAsync<T>(Queue<T> queue, Func<T, Task> ask)
    {
        ExceptionDispatchInfo? failure = null;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Together, queue.Count)).Select(_ => WorkAsync()));
        failure?.Throw();

        async Task WorkAsync()
        {
            while (TryNext(out var next))
            {
                try
                {
                    await ask(next);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        }

        bool TryNext(out T next)
        {
            lock (queue)
                return queue.TryDequeue(out next!) && Volatile.Read(ref failure) is null;
        }
    }

    private async Task AskAloneAsync(Account account, CancellationToken cancellationToken)
    {
        var (seats, gone) = account.Seats.Any(s => s.Path == SeatPath.Unknown)
            ? await AskPathAsync(account, cancellationToken)
            : (null, false);
        var mayAsk = !account.IsUnmanaged && TokensNotReadable is null;
        var manage = mayAsk && account.Source is not ("invited" or "synced")
            ? await ManagedAsync(() => desk.Atlassian.UserManagement.TryGetManageabilityAsync(account.Id, cancellationToken))
            : null;
        var tokens = mayAsk && TokensNotReadable is null
            ? await ManagedAsync(() => desk.Atlassian.UserManagement.TokenUseAsync(account.Id, cancellationToken))
            : Signal.Unknown;
        var work = new List<SiteWork>();
        foreach (var site in account.Seats.Select(s => s.Site).Distinct())
        {
            if (await TryAskWorkAsync(account, site, cancellationToken) is { } done)
                work.Add(done);
        }

        var probes = new Probes
        {
            Work = work,
            Manage = manage,
            TokenUsed = tokens,
            TokensNotRead = tokens.IsKnown ? null : account.IsUnmanaged ? "the organisation does not manage the account" : TokensNotReadable ?? "Atlassian refused for this account",
            FetchedAt = desk.Time.GetUtcNow(),
        };
        desk.Answers[account.Id] = new(probes, seats, gone);
    }

    /// <summary>What others on a site need the account for, and whether it does the work its roles are for; null where that may not be asked.</summary>
    private async Task<SiteWork?> TryAskWorkAsync(Account account, SiteId site, CancellationToken cancellationToken)
    {
        if (!account.Id.IsWellFormed || !_workSites.Contains(site) || desk.Learned.WorkRefused.ContainsKey(site))
            return null;
        var jira = desk.Atlassian.Sites[site];
        try
        {
            return new SiteWork(site)
            {
                Leads = roster.Leads(site, account.Id),
                InServiceProject = account.ServesOn?.Contains(site),
                SharedFilters = await jira.SharedFiltersAsync(account.Id, cancellationToken),
                SharedDashboards = await jira.SharedDashboardsAsync(account.Id, cancellationToken),
                ServiceIssues = Holds(Product.ServiceManagement) ? await jira.CountTouchedAsync(account.Id, "service_desk", desk.Settings.InactiveDays, cancellationToken) : null,
                Ideas = Holds(Product.Discovery) ? await jira.CountTouchedAsync(account.Id, "product_discovery", desk.Settings.InactiveDays, cancellationToken) : null,
            };
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Forbidden or AtlassianFailure.Unauthorized or AtlassianFailure.NotFound or AtlassianFailure.Rejected)
        {
            desk.Learned.WorkRefused.TryAdd(site, e);
            return null;
        }

        bool Holds(Product product) => account.Seats.Any(s => s.Resource == new Resource(product, site));
    }

    /// <summary>
    /// Asks the User management API. A refusal without a reason is the key's: it has scopes, which that API does not take,
    /// and nobody else needs to be asked. A refusal with a reason is about this account.
    /// </summary>
    private async Task<T?> ManagedAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Forbidden or AtlassianFailure.Unauthorized)
        {
            if (e.Failure == AtlassianFailure.Unauthorized)
                desk.Learned.TokensNotReadable = "Atlassian does not take the key there";
            else if (e.Code is null or "forbidden")
                desk.Learned.TokensNotReadable = "the key has scopes, and Atlassian shows tokens only to a key without";
            return default;
        }
    }

    private async Task<(IReadOnlyList<Seat>? Seats, bool Gone)> AskPathAsync(Account account, CancellationToken cancellationToken)
    {
        var assignments = await desk.Atlassian.Organizations.TryGetRoleAssignmentsAsync(account.Id, cancellationToken);
        if (assignments is null)
            return (null, true);
        return (RolePath.Seats(assignments, account.Seats), false);
    }

    private async Task AskIssuesAsync(ActivityPlan plan, IReadOnlyList<AccountId> people, CancellationToken cancellationToken)
    {
        if (plan.Sweep)
        {
            foreach (var person in people)
                Add(person, roster.IssuesOn(plan.Site, person));
            return;
        }

        try
        {
            foreach (var some in people.Where(p => p.IsWellFormed).Chunk(JiraApi.MostPeople))
            {
                var issues = await desk.Atlassian.Sites[plan.Site].IssuesReportedByAsync(some, plan.Minutes, cancellationToken);
                foreach (var person in some)
                {
                    Add(person, new(
                        plan.Site,
                        Reported: issues.Count(i => i?.Fields?.Reporter?.AccountId == person.Value),
                        Assigned: issues.Count(i => i?.Fields?.Assignee?.AccountId == person.Value)));
                }
            }
        }
        catch (AtlassianException e) when (e.Failure is not (AtlassianFailure.Limited or AtlassianFailure.Transient))
        {
            // The organisation's key is good: one site's refusal leaves its issues unknown and stops nothing else.
            desk.Learned.Missing($"issue activity on {scan.Survey.SiteName(plan.Site)} ({e.Message})");
        }
    }

    private void Add(AccountId person, IssueActivity activity)
    {
        var answer = desk.Answers[person];
        desk.Answers[person] = answer with { Probes = answer.Probes with { Issues = [.. answer.Probes.Issues, activity] } };
    }

    private static bool HasJiraSeat(Account account, SiteId site) =>
        account.Seats.Any(s => s.Site == site && s.Product.IsJiraFamily);
}
