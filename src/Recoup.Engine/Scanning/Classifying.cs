using Recoup.Core.Directory;
using Recoup.Core.Rules;
using Recoup.Engine.Assisting;
using Recoup.Engine.Classification;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Asks an assistant what accounts are whose kind is open, before they are judged; what the last scan was told already is taken
/// over. Does nothing while none is switched on, and never fails a scan: who got no answer is judged without one.
/// </summary>
internal sealed class Classifying : IPhase
{
    private const int PagesAStep = 10;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        if (desk.Assistance is not { } assistance || !desk.Settings.Assistant.Classifier)
            return await desk.EnterAsync(scan, ScanPhase.Judging, cancellationToken);
        var pages = await desk.PagesAsync(scan, scan.Position, PagesAStep, cancellationToken);
        if (pages.Count == 0)
            return await desk.EnterAsync(scan, ScanPhase.Judging, cancellationToken);

        var use = scan.Assistant ?? new();
        var judge = await desk.JudgeAsync(scan, cancellationToken);
        var open = await OpenAsync(scan, desk, judge, [.. pages.SelectMany(p => p.Accounts).Where(a => OpenKinds.MayBeOpen(a, judge))], cancellationToken);
        var opinions = new Dictionary<AccountId, Opinion>();
        var asked = open.ConvertAll(a => (Account: a, Print: ToldAccount.Of(a, 0, desk.Settings.Assistant, judge.Around).Fingerprint(desk.Settings.Assistant.Model)));
        if (open.Count > 0 && await Shown.TryGetAsync(desk.Store, scan.Org, cancellationToken) is { } last)
        {
            foreach (var (account, print) in asked)
            {
                if ((await desk.Store.TryGetAccountAsync(scan.Org, last.Id, account.Id, cancellationToken))?.Opinion is { } known && known.Asked == print)
                    opinions[account.Id] = known;
            }
        }

        use = use with { Open = use.Open + open.Count, Known = use.Known + opinions.Count };
        foreach (var some in asked.Where(a => !opinions.ContainsKey(a.Account.Id)).Chunk(KindQuestion.Most))
        {
            if (!use.Stopped)
                use = await AskAsync(use, some, opinions, assistance, desk, judge.Around, cancellationToken);
        }

        use = use with { Answered = use.Answered + opinions.Count };
        return await SaveAsync(scan with { Assistant = use }, pages, opinions, desk, cancellationToken);
    }

    private static async Task<List<Account>> OpenAsync(Scan scan, ScanDesk desk, Judge judge, List<Account> accounts, CancellationToken cancellationToken)
    {
        if (accounts.Count == 0)
            return [];
        var earlier = (await desk.Store.RecommendationsOfAsync(scan.Org, accounts.ConvertAll(a => a.Id), cancellationToken)).ToLookup(r => r.AccountId);
        return accounts.FindAll(a => OpenKinds.IsOpen(a, judge.Findings(a, [.. earlier[a.Id]])));
    }

    private static async Task<AssistantUse> AskAsync(
        AssistantUse use, (Account Account, string Print)[] some, Dictionary<AccountId, Opinion> opinions, Assistance assistance, ScanDesk desk, Circumstances around, CancellationToken cancellationToken)
    {
        var settings = desk.Settings.Assistant;
        ToldAccount[] told = [.. some.Select((a, place) => ToldAccount.Of(a.Account, place, settings, around))];
        (var reply, use) = await assistance.AskAsync(use, KindQuestion.About(told, settings.Model), AssistantPurpose.Kinds, told.Length, cancellationToken);
        if (reply is null)
            return use;
        if (KindQuestion.Read(reply, told) is not { } answers)
            return use with { Partial = use.Partial ?? $"an answer could not be used ({(reply.IsWhole ? "not what was asked for" : reply.Stop)})" };
        foreach (var (place, answer) in answers)
            opinions[some[place].Account.Id] = new(answer.Kind, answer.Because, settings.Model, desk.Time.GetUtcNow(), some[place].Print);
        return answers.Count == told.Length ? use : use with { Partial = use.Partial ?? "an answer did not speak of every account" };
    }

    private static async Task<Scan> SaveAsync(Scan scan, IReadOnlyList<AccountPage> pages, Dictionary<AccountId, Opinion> opinions, ScanDesk desk, CancellationToken cancellationToken)
    {
        var changed = pages
            .Select(page => page with
            {
                Accounts = [.. page.Accounts.Select(a => opinions.TryGetValue(a.Id, out var opinion) ? a with { Opinion = opinion } : a)],
                Changed = [.. Enumerable.Range(0, page.Accounts.Count).Where(n => opinions.ContainsKey(page.Accounts[n].Id))],
            })
            .Where(page => page.Changed is { Count: > 0 })
            .ToList();
        var next = desk.Stamp(scan) with { Position = pages[^1].Number + 1 };
        if (changed.Count > 0)
            await desk.Store.SaveAccountsAsync(next, changed, cancellationToken);
        else
            await desk.Store.SaveScanAsync(next, cancellationToken);
        return next;
    }
}
