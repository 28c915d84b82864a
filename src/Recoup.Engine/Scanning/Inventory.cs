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

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var pace = desk.Pace();
        var saving = Task.CompletedTask;
        for (var saves = 0; saves == 0 || (saves < SavesAStep && scan.Phase == ScanPhase.Inventory && pace.GoesOn && !desk.HasPostponed); saves++)
        {
            (scan, var pages) = await ReadSomeAsync(scan, desk, pace, cancellationToken);
            scan = desk.Stamp(scan);
            await saving;
            saving = SaveAsync(scan, pages, desk, cancellationToken);
        }

        await saving;
        return scan;
    }

    /// <summary>Reads until a save is worth it, the step has taken its time, the list ends or something goes wrong; at least one page.</summary>
    private static async Task<(Scan Scan, List<AccountPage> Pages)> ReadSomeAsync(Scan scan, ScanDesk desk, Pace pace, CancellationToken cancellationToken)
    {
        var pages = new List<AccountPage>();
        while (pages.Count == 0 || (pages.Count < PagesASave && scan.Phase == ScanPhase.Inventory && pace.GoesOn))
        {
            try
            {
                (scan, var page) = await ReadAsync(scan, desk, cancellationToken);
                pages.Add(page);
            }
            catch (AtlassianException e) when (pages.Count > 0)
            {
                // What came before is kept; the next step begins with what went wrong.
                desk.Postpone(scan.Cursor!, e);
                break;
            }
        }

        return (scan, pages);
    }

    private static async Task<(Scan Scan, AccountPage Page)> ReadAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var entitlements = await desk.EntitlementsAsync(scan, cancellationToken);
        var roster = await desk.RosterAsync(scan, cancellationToken);
        var answer = await desk.UsersPageAsync(scan.Cursor, cancellationToken);
        var now = desk.Time.GetUtcNow();
        List<Account> accounts = [.. answer.Data.Select(user => UserRecord.ToAccount(user, entitlements, roster, now))];

        var tally = new Tally(scan, desk.Settings.Inactive, roster);
        foreach (var account in accounts)
            tally.Add(account);
        foreach (var user in answer.Data.Where(u => u.Status == "active"))
            tally.AddExplained(entitlements.Explained(UserRecord.Groups(user)));

        var next = tally.Into(scan) with { Accounts = scan.Accounts + accounts.Count, Pages = scan.Pages + 1 };
        next = string.IsNullOrEmpty(answer.Links?.Next)
            ? desk.Stamp(await CountedAsync(next, desk, cancellationToken)).Enter(ScanPhase.Entitlement)
            : next with { Cursor = CursorTrail.MovedOn(scan.Cursor, answer.Links.Next, "POST users/search") };
        return (next, new AccountPage(scan.Pages, accounts));
    }

    private static async Task SaveAsync(Scan scan, List<AccountPage> pages, ScanDesk desk, CancellationToken cancellationToken)
    {
        await desk.Store.SaveAccountsAsync(scan, pages, cancellationToken);
        foreach (var page in pages)
            desk.Notice(page);
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
