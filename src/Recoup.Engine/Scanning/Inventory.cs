using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Every account of the organisation, a page of 100 at a time, with its seats and kind.</summary>
internal sealed class Inventory : IPhase
{
    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
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

        var next = desk.Stamp(tally.Into(scan) with { Accounts = scan.Accounts + accounts.Count, Pages = scan.Pages + 1 });
        next = string.IsNullOrEmpty(answer.Links?.Next)
            ? desk.Stamp(await CountedAsync(next, desk, cancellationToken)).Enter(ScanPhase.Entitlement)
            : next with { Cursor = CursorTrail.MovedOn(scan.Cursor, answer.Links.Next, "POST users/search") };
        var page = new AccountPage(scan.Pages, accounts);
        await desk.Store.SaveAccountsAsync(next, [page], cancellationToken);
        desk.Notice(page);
        return next;
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
