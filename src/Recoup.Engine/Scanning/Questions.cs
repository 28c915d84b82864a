using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Asks the open questions about a batch of candidates. Answers gather on the desk, so that a limit or a broken connection
/// in the middle repeats none of them.
/// </summary>
internal sealed class Questions(ScanDesk desk, Scan scan)
{
    private string? TokensNotReadable => scan.Survey.TokensNotReadable ?? desk.Learned.TokensNotReadable;

    public async Task AskAsync(IReadOnlyList<Account> candidates, CancellationToken cancellationToken)
    {
        foreach (var candidate in candidates)
        {
            if (!desk.Answers.ContainsKey(candidate.Id))
                desk.Answers[candidate.Id] = await AskAloneAsync(candidate, cancellationToken);
        }

        foreach (var (site, jira) in desk.Atlassian.Sites.Where(s => scan.Survey.ActivitySites.Contains(s.Key)))
        {
            var open = candidates.Where(c => c.Id.IsWellFormed && HasJiraSeat(c, site) && desk.Answers[c.Id].Probes.IssuesOn(site) is null);
            try
            {
                foreach (var people in open.Select(c => c.Id).Chunk(JiraApi.MostPeople))
                    await AskIssuesAsync(jira, site, people, cancellationToken);
            }
            catch (AtlassianException e) when (e.Failure is not (AtlassianFailure.Limited or AtlassianFailure.Transient))
            {
                // The organisation's key is good: one site's refusal leaves its issues unknown and stops nothing else.
                desk.Learned.Missing($"issue activity on {scan.Survey.SiteName(site)} ({e.Message})");
            }
        }
    }

    private async Task<Answer> AskAloneAsync(Account account, CancellationToken cancellationToken)
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
        var probes = new Probes
        {
            Manage = manage,
            TokenUsed = tokens,
            TokensNotRead = tokens.IsKnown ? null : account.IsUnmanaged ? "the organisation does not manage the account" : TokensNotReadable ?? "Atlassian refused for this account",
            FetchedAt = desk.Time.GetUtcNow(),
        };
        return new(probes, seats, gone);
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

    private async Task AskIssuesAsync(JiraApi jira, SiteId site, AccountId[] people, CancellationToken cancellationToken)
    {
        // The window ends now, not at the scan's start: as much longer as the scan has been running.
        var window = desk.Settings.Inactive + (desk.Time.GetUtcNow() - scan.Survey.Now);
        var issues = await jira.IssuesReportedByAsync(people, (long)Math.Ceiling(window.TotalMinutes), cancellationToken);
        foreach (var person in people)
        {
            var activity = new IssueActivity(
                site,
                Reported: issues.Count(i => i.Fields?.Reporter?.AccountId == person.Value),
                Assigned: issues.Count(i => i.Fields?.Assignee?.AccountId == person.Value));
            var answer = desk.Answers[person];
            desk.Answers[person] = answer with { Probes = answer.Probes with { Issues = [.. answer.Probes.Issues, activity] } };
        }
    }

    private static bool HasJiraSeat(Account account, SiteId site) =>
        account.Seats.Any(s => s.Site == site && s.Product.IsJiraFamily);
}
