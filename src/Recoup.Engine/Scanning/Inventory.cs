using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Every account of the organisation, with its seats and kind: 100 a page, and some pages a step, since each save costs as much as several pages.</summary>
internal sealed class Inventory : IPhase
{
    private const int PagesAStep = 10;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var pages = new List<AccountPage>();
        for (var next = scan; ; scan = next)
        {
            try
            {
                (next, var page) = await ReadAsync(scan, desk, cancellationToken);
                pages.Add(page);
            }
            catch (AtlassianException e) when (pages.Count > 0)
            {
                // What came before is kept; the next step begins with what went wrong.
                desk.Postpone(scan.Cursor!, e);
            }

            if (next == scan || next.Phase != ScanPhase.Inventory || pages.Count == PagesAStep)
                return await SaveAsync(next, pages, desk, cancellationToken);
        }
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

    private static async Task<Scan> SaveAsync(Scan scan, List<AccountPage> pages, ScanDesk desk, CancellationToken cancellationToken)
    {
        var saved = desk.Stamp(scan);
        await desk.Store.SaveAccountsAsync(saved, pages, cancellationToken);
        foreach (var page in pages)
            desk.Notice(page);
        return saved;
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
