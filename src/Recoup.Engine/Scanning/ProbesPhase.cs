using Recoup.Core.Directory;
using Recoup.Core.Rules;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Asks about candidates alone what is too dear to ask for everybody, and adds the roles that no group explains.</summary>
internal sealed class ProbesPhase : IPhase
{
    /// <summary>Pages of accounts a step: enough candidates to fill the questions that take several people at once.</summary>
    private const int PagesAStep = 10;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var pages = await desk.PagesAsync(scan, scan.Position, PagesAStep, cancellationToken);
        if (pages.Count == 0)
        {
            desk.DropJudge();
            return await desk.EnterAsync(scan, ScanPhase.Classifying, cancellationToken);
        }

        var questions = new Questions(desk, scan, await desk.RosterAsync(scan, cancellationToken));
        var judge = await desk.JudgeAsync(scan, cancellationToken);
        var whole = await WithDirectRolesAsync(pages, scan, desk, cancellationToken);
        var accounts = whole.SelectMany(p => p.Accounts).ToList();
        var candidates = await CandidatesAsync(scan, desk, judge, accounts, cancellationToken);
        await questions.AskAsync(candidates, cancellationToken);
        return await SaveAsync(scan, desk, pages, whole, candidates.Count, cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var pages = await desk.Store.AccountPagesAsync(scan.Org, scan.Id, scan.Position, PagesAStep, cancellationToken);
        var whole = await WithDirectRolesAsync(pages, scan, desk, cancellationToken);
        return await SaveAsync(scan.Missing($"answers about some candidates ({failure.Message})"), desk, pages, whole, 0, cancellationToken);
    }

    /// <summary>Earlier findings can only make somebody a candidate, so they are read for those alone on whom a rule speaks without them.</summary>
    private static async Task<List<Account>> CandidatesAsync(Scan scan, ScanDesk desk, Judge judge, List<Account> accounts, CancellationToken cancellationToken)
    {
        var sure = accounts.Where(a => judge.IsCandidate(a, [])).Select(a => a.Id).ToHashSet();
        var open = accounts.FindAll(a => !sure.Contains(a.Id) && judge.HasFindings(a));
        var earlier = (await desk.Store.RecommendationsOfAsync(scan.Org, open.ConvertAll(a => a.Id), cancellationToken)).ToLookup(r => r.AccountId);
        sure.UnionWith(open.Where(a => judge.IsCandidate(a, [.. earlier[a.Id]])).Select(a => a.Id));
        return accounts.FindAll(a => sure.Contains(a.Id));
    }

    private static async Task<List<AccountPage>> WithDirectRolesAsync(IReadOnlyList<AccountPage> pages, Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var entitlements = await desk.EntitlementsAsync(scan, cancellationToken);
        return [.. pages.Select(p => p with { Accounts = [.. p.Accounts.Select(a => a.IsActive ? WithDirect(a, entitlements) : a)] })];
    }

    /// <summary>Writes only the accounts about which something was learned.</summary>
    private static async Task<Scan> SaveAsync(
        Scan scan, ScanDesk desk, IReadOnlyList<AccountPage> before, List<AccountPage> whole, int asked, CancellationToken cancellationToken)
    {
        var answered = whole.ConvertAll(p => p with { Accounts = [.. p.Accounts.Select(a => desk.Answers.TryGetValue(a.Id, out var answer) ? answer.Into(a) : a)] });
        var changed = answered
            .Select((page, i) => page with { Changed = [.. Enumerable.Range(0, page.Accounts.Count).Where(n => !ReferenceEquals(page.Accounts[n], before[i].Accounts[n]))] })
            .Where(page => page.Changed is { Count: > 0 })
            .ToList();
        var held = scan.Held.Copy();
        held.Add(answered.SelectMany(p => p.Accounts));
        var next = desk.Stamp(desk.Learned.Into(scan)) with { Position = before[^1].Number + 1, Candidates = scan.Candidates + asked, Held = held };
        if (changed.Count > 0)
            await desk.Store.SaveAccountsAsync(next, changed, cancellationToken);
        else
            await desk.Store.SaveScanAsync(next, cancellationToken);
        desk.Answers.Clear();
        return next;
    }

    private static Account WithDirect(Account account, EntitlementIndex entitlements)
    {
        var seats = entitlements.WithDirect(account.Id, account.Seats);
        return ReferenceEquals(seats, account.Seats) ? account : account with { Seats = seats };
    }
}
