using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Where Atlassian counts other holders of a role than the groups explain, the others are looked for, and roles given directly
/// come to light. No request lists those alone. Either all holders are listed, or, where that costs less, those accounts are
/// asked about whose access their groups do not explain; if the count still does not come out, all are listed.
/// </summary>
internal sealed class Entitlement : IPhase
{
    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var at = NextOpen(scan);
        if (at >= scan.Ties.Count)
            return await desk.EnterAsync(scan, ScanPhase.Sweep, cancellationToken);

        var tie = scan.Ties[at];
        var suspects = (await desk.SuspectsAsync(scan, cancellationToken)).Of(tie.Resource);
        return tie.Role == Role.User && !tie.ListAll && Parts(suspects.Count, OrganizationsApi.MostAccounts) < Parts(tie.Counted, OrganizationsApi.PageSize)
            ? await AskAsync(scan, at, suspects, desk, cancellationToken)
            : await ListAsync(scan, at, desk, cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var at = NextOpen(scan);
        var tie = scan.Ties[at];
        var without = desk.Stamp(GroupsPhase.Unread(scan, tie.Resource, tie.Role, failure.Message)) with { Position = at + 1, Cursor = null };
        await desk.Store.SaveScanAsync(without, cancellationToken);
        return without;
    }

    /// <summary>The next page of all holders.</summary>
    private static async Task<Scan> ListAsync(Scan scan, int at, ScanDesk desk, CancellationToken cancellationToken)
    {
        var tie = scan.Ties[at];
        var answer = await desk.Atlassian.Organizations.HoldersPageAsync(tie.Resource, tie.Role, scan.Cursor, cancellationToken);
        var (next, direct) = Found(scan, at, answer, await desk.EntitlementsAsync(scan, cancellationToken));
        next = next with { Ties = [.. next.Ties.Select((t, i) => i == at ? t with { Listed = t.Listed + answer.Data.Count } : t)] };
        return await desk.SaveListingAsync(
            string.IsNullOrEmpty(answer.Links?.Next)
                ? await CountedAsync(next, at, desk, cancellationToken) with { Position = at + 1, Cursor = null }
                : await desk.FollowAsync(next with { Position = at }, answer.Links.Next, "POST users/search", cancellationToken),
            new Listing(scan.Listings) { Direct = direct },
            cancellationToken);
    }

    /// <summary>A list of holders that ends early looks like a whole one: only the count tells. Counted again, since people come and go while a scan runs.</summary>
    private static async Task<Scan> CountedAsync(Scan scan, int at, ScanDesk desk, CancellationToken cancellationToken)
    {
        var tie = scan.Ties[at];
        if (tie.Listed >= tie.Counted)
            return scan;
        var counted = await desk.Atlassian.Organizations.CountHoldersAsync(tie.Resource, tie.Role, cancellationToken);
        return tie.Listed >= counted ? scan : GroupsPhase.Unread(scan, tie.Resource, tie.Role, $"the list ended after {tie.Listed} of {counted}");
    }

    /// <summary>The next few of those with unexplained access; after the last, a count that does not come out has all listed.</summary>
    private static async Task<Scan> AskAsync(Scan scan, int at, IReadOnlyList<AccountId> suspects, ScanDesk desk, CancellationToken cancellationToken)
    {
        var tie = scan.Ties[at];
        var asked = int.Parse(scan.Cursor ?? "0", CultureInfo.InvariantCulture);
        var some = suspects.Skip(asked).Take(OrganizationsApi.MostAccounts).ToList();
        var (next, direct) = (scan, new List<DirectRole>());
        if (some.Count > 0)
        {
            var answer = await desk.Atlassian.Organizations.HoldersAmongAsync(tie.Resource, tie.Role, some, cancellationToken);
            (next, direct) = Found(scan, at, answer, await desk.EntitlementsAsync(scan, cancellationToken));
        }

        asked += some.Count;
        next = !next.Ties[at].IsOpen ? next with { Position = at + 1, Cursor = null }
            : asked < suspects.Count ? next with { Position = at, Cursor = $"{asked}" }
            : next with { Position = at, Cursor = null, Ties = [.. next.Ties.Select((t, i) => i == at ? t with { ListAll = true } : t)] };
        return await desk.SaveListingAsync(next, new Listing(scan.Listings) { Direct = direct }, cancellationToken);
    }

    /// <summary>Those of an answer whom no group explains and who were not found before.</summary>
    private static (Scan Scan, List<DirectRole> Direct) Found(Scan scan, int at, PageV2<UserBody> answer, EntitlementIndex entitlements)
    {
        var tie = scan.Ties[at];
        var direct = new List<DirectRole>();
        var tally = new Tally(scan);
        foreach (var user in answer.Data)
        {
            var role = new DirectRole(new(user.AccountId), tie.Resource, tie.Role);
            var explained = entitlements.Explained(UserRecord.Groups(user)).ToList();
            if (explained.Contains((tie.Resource, tie.Role)) || entitlements.Has(role) || direct.Contains(role))
                continue;
            direct.Add(role);
            if (!explained.Exists(e => e.Resource == tie.Resource) && !entitlements.HasDirect(role.Account, tie.Resource))
                tally.AddSeat(tie.Resource);
        }

        var next = tally.Into(scan);
        return (next with { Ties = [.. next.Ties.Select((t, i) => i == at ? t with { Direct = t.Direct + direct.Count } : t)] }, direct);
    }

    /// <summary>The place of the next tie whose holders are not explained; past the end when there is none.</summary>
    private static int NextOpen(Scan scan)
    {
        var at = scan.Position;
        while (at < scan.Ties.Count && scan.Cursor is null && !scan.Ties[at].IsOpen)
            at++;
        return at;
    }

    private static int Parts(int things, int each) => (things + each - 1) / each;
}
