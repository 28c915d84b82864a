using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Asks about candidates alone what is too dear to ask for everybody, and adds the roles that no group explains.</summary>
internal sealed class ProbesPhase : IPhase
{
    /// <summary>Pages of accounts a step: enough candidates to fill the questions that take several people at once.</summary>
    private const int PagesAStep = 5;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var pages = await desk.Store.AccountPagesAsync(scan.Org, scan.Id, scan.Position, PagesAStep, cancellationToken);
        if (pages.Count == 0)
        {
            desk.DropJudge();
            return await desk.EnterAsync(scan, ScanPhase.Judging, cancellationToken);
        }

        var questions = new Questions(desk, scan, await desk.RosterAsync(scan, cancellationToken));
        var judge = await desk.JudgeAsync(scan, cancellationToken);
        var whole = await WithDirectRolesAsync(pages, scan, desk, cancellationToken);
        var accounts = whole.SelectMany(p => p.Accounts).ToList();
        var earlier = (await desk.Store.RecommendationsOfAsync(scan.Org, accounts.ConvertAll(a => a.Id), cancellationToken)).ToLookup(r => r.AccountId);
        var candidates = accounts.FindAll(a => judge.IsCandidate(a, [.. earlier[a.Id]]));
        await questions.AskAsync(candidates, cancellationToken);
        return await SaveAsync(scan, desk, pages, whole, candidates.Count, cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var pages = await desk.Store.AccountPagesAsync(scan.Org, scan.Id, scan.Position, PagesAStep, cancellationToken);
        var whole = await WithDirectRolesAsync(pages, scan, desk, cancellationToken);
        return await SaveAsync(scan.Missing($"answers about some candidates ({failure.Message})"), desk, pages, whole, 0, cancellationToken);
    }

    private static async Task<List<AccountPage>> WithDirectRolesAsync(IReadOnlyList<AccountPage> pages, Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var entitlements = await desk.EntitlementsAsync(scan, cancellationToken);
        return [.. pages.Select(p => p with { Accounts = [.. p.Accounts.Select(a => a.IsActive ? a with { Seats = entitlements.WithDirect(a.Id, a.Seats) } : a)] })];
    }

    /// <summary>Writes only the pages on which something was learned.</summary>
    private static async Task<Scan> SaveAsync(
        Scan scan, ScanDesk desk, IReadOnlyList<AccountPage> before, List<AccountPage> whole, int asked, CancellationToken cancellationToken)
    {
        var answered = whole.ConvertAll(p => p with { Accounts = [.. p.Accounts.Select(a => desk.Answers.TryGetValue(a.Id, out var answer) ? answer.Into(a) : a)] });
        var changed = answered.Where((page, i) => !page.Accounts.SequenceEqual(before[i].Accounts)).ToList();
        var next = desk.Stamp(desk.Learned.Into(scan)) with { Position = before[^1].Number + 1, Candidates = scan.Candidates + asked };
        if (changed.Count > 0)
            await desk.Store.SaveAccountsAsync(next, changed, cancellationToken);
        else
            await desk.Store.SaveScanAsync(next, cancellationToken);
        desk.Answers.Clear();
        return next;
    }
}
