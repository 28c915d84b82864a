using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>Every account of the organisation, a page of 100 at a time, with its seats and kind.</summary>
internal sealed class Inventory : IPhase
{
    /// <summary>Pages in a row that bring nobody new: then the list runs in a circle, and has told all that it will. More where more came before.</summary>
    private const int FewPages = 10;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var entitlements = await desk.EntitlementsAsync(scan, cancellationToken);
        var roster = await desk.RosterAsync(scan, cancellationToken);
        var answer = await desk.Atlassian.Organizations.UsersPageAsync(scan.Cursor, cancellationToken);
        var now = desk.Time.GetUtcNow();
        // While people come and go a page shifts, and some of the last one come again.
        var seen = await desk.SeenAsync(scan, cancellationToken);
        var users = answer.Data.DistinctBy(u => u.AccountId).Where(u => !seen.Contains(new AccountId(u.AccountId).Number)).ToList();
        var inVain = users.Count > 0 ? 0 : scan.Position + 1;
        var last = string.IsNullOrEmpty(answer.Links?.Next) || inVain > Math.Max(FewPages, scan.Pages);
        List<Account> accounts = [.. users.Select(user => UserRecord.ToAccount(user, entitlements, roster, now))];

        var tally = new Tally(scan, desk.Settings.Inactive, roster);
        foreach (var account in accounts)
            tally.Add(account);
        foreach (var user in users.Where(u => u.Status == "active"))
            tally.AddExplained(entitlements.Explained(UserRecord.Groups(user)));

        var next = desk.Stamp(tally.Into(scan) with { Accounts = scan.Accounts + accounts.Count, Pages = scan.Pages + (accounts.Count > 0 ? 1 : 0), Position = inVain });
        next = last
            ? desk.Stamp(await CountedAsync(next, desk, cancellationToken)).Enter(ScanPhase.Entitlement)
            : next with { Cursor = answer.Links!.Next };
        if (accounts.Count == 0)
        {
            await desk.Store.SaveScanAsync(next, cancellationToken);
            return next;
        }

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
