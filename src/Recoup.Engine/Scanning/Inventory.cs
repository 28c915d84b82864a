using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Every account of the organisation, with its seats and kind, 100 a page. Pages are saved some at a time, since each save
/// costs as much as several pages; while some are saved the next are read.
/// </summary>
internal sealed class Inventory : IPhase
{
    private const int PagesASave = 10;
    private const int SavesAStep = 5;

    /// <summary>Pages in a row that bring nobody new: then the list runs in a circle, and has told all that it will. More where more came before.</summary>
    private const int FewPages = 10;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var pace = desk.Pace();
        var saving = Task.CompletedTask;
        for (var saves = 0; saves == 0 || (saves < SavesAStep && scan.Phase == ScanPhase.Inventory && pace.GoesOn && !desk.HasPostponed); saves++)
        {
            (scan, var pages) = await ReadSomeAsync(scan, first: saves == 0, desk, pace, cancellationToken);
            scan = desk.Stamp(scan);
            await saving;
            saving = desk.Store.SaveAccountsAsync(scan, pages, cancellationToken);
        }

        await saving;
        return scan;
    }

    /// <summary>Reads until a save is worth it, the step has taken its time, the list ends or something goes wrong; at least once.</summary>
    private static async Task<(Scan Scan, List<AccountPage> Pages)> ReadSomeAsync(Scan scan, bool first, ScanDesk desk, Pace pace, CancellationToken cancellationToken)
    {
        var pages = new List<AccountPage>();
        for (var read = 0; read == 0 || (read < PagesASave && scan.Phase == ScanPhase.Inventory && pace.GoesOn); read++)
        {
            try
            {
                (scan, var page) = await ReadAsync(scan, desk, cancellationToken);
                if (page is not null)
                    pages.Add(page);
            }
            catch (AtlassianException e) when (read > 0 || !first)
            {
                // What came before is kept, also what is being saved; the next step begins with what went wrong.
                desk.Postpone(scan.Cursor!, e);
                break;
            }
        }

        return (scan, pages);
    }

    private static async Task<(Scan Scan, AccountPage? Page)> ReadAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var entitlements = await desk.EntitlementsAsync(scan, cancellationToken);
        var roster = await desk.RosterAsync(scan, cancellationToken);
        var around = await desk.AroundAsync(scan, cancellationToken);
        var wanted = new WantedGroups(desk.Settings, scan.Survey);
        var answer = await desk.UsersPageAsync(scan.Cursor, cancellationToken);
        var now = desk.Time.GetUtcNow();
        // While people come and go a page shifts, and some of the last one come again.
        var seen = await desk.SeenAsync(scan, cancellationToken);
        var users = answer.Data.DistinctBy(u => u.AccountId).Where(u => !seen.Contains(new AccountId(u.AccountId).Number)).ToList();
        var inVain = users.Count > 0 ? 0 : scan.Position + 1;
        var last = string.IsNullOrEmpty(answer.Links?.Next) || inVain > Math.Max(FewPages, scan.Pages);
        List<Account> accounts = [.. users.Select(user => UserRecord.ToAccount(user, entitlements, roster, wanted, around, now))];

        var tally = new Tally(scan, desk.Settings.Inactive, roster);
        foreach (var account in accounts)
            tally.Add(account);
        foreach (var user in users.Where(u => u.Status == "active"))
            tally.AddExplained(entitlements.Explained(UserRecord.Groups(user)));

        var next = tally.Into(scan) with { Accounts = scan.Accounts + accounts.Count, Pages = scan.Pages + (accounts.Count > 0 ? 1 : 0), Position = inVain };
        next = last
            ? desk.Stamp(await CountedAsync(next, desk, cancellationToken)).Enter(ScanPhase.Entitlement)
            : next with { Cursor = answer.Links!.Next };
        if (accounts.Count == 0)
            return (next, null);
        var page = new AccountPage(scan.Pages, accounts);
        await desk.NoticeAsync(scan, page, cancellationToken);
        return (next, page);
    }

    /// <summary>A list that ends early looks like a whole one: only the count tells. Counted again, since people leave while a scan runs.</summary>
    private static async Task<Scan> CountedAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        if (scan.Expected is not { } expected || scan.Accounts >= expected)
            return scan;
        var counted = await desk.Atlassian.Organizations.CountAccountsAsync(cancellationToken);
        return scan.Accounts >= counted ? scan : scan.Missing($"{counted - scan.Accounts} of {counted} accounts: the list ended before all were told");
    }
}
