using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Where Atlassian counts other holders of a role than the groups explain, the holders are listed, and roles given directly come to light.</summary>
internal sealed class Entitlement : IPhase
{
    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var at = NextOpen(scan);
        if (at >= scan.Ties.Count)
            return await desk.EnterAsync(scan, ScanPhase.Sweep, cancellationToken);

        var tie = scan.Ties[at];
        var entitlements = await desk.EntitlementsAsync(scan, cancellationToken);
        var answer = await desk.Atlassian.Organizations.HoldersPageAsync(tie.Resource, tie.Role, scan.Cursor, cancellationToken);
        var direct = new List<DirectRole>();
        var tally = new Tally(scan);
        foreach (var user in answer.Data)
        {
            var account = new AccountId(user.AccountId);
            var explained = entitlements.Explained(UserRecord.Groups(user)).ToList();
            if (explained.Contains((tie.Resource, tie.Role)))
                continue;
            direct.Add(new(account, tie.Resource, tie.Role));
            if (!explained.Exists(e => e.Resource == tie.Resource) && !entitlements.HasDirect(account, tie.Resource))
                tally.AddSeat(tie.Resource);
        }

        var next = tally.Into(scan);
        return await desk.SaveListingAsync(
            string.IsNullOrEmpty(answer.Links?.Next)
                ? next with { Position = at + 1, Cursor = null }
                : next with { Position = at, Cursor = CursorTrail.MovedOn(scan.Cursor, answer.Links.Next, "POST users/search") },
            new Listing(scan.Listings) { Direct = direct },
            cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var at = NextOpen(scan);
        var tie = scan.Ties[at];
        var without = desk.Stamp(GroupsPhase.Unread(scan, tie.Resource, tie.Role, failure)) with { Position = at + 1, Cursor = null };
        await desk.Store.SaveScanAsync(without, cancellationToken);
        return without;
    }

    /// <summary>The place of the next tie whose holders groups do not explain; past the end when there is none.</summary>
    private static int NextOpen(Scan scan)
    {
        var at = scan.Position;
        while (at < scan.Ties.Count && scan.Ties[at].Counted == scan.Ties[at].Explained)
            at++;
        return at;
    }
}
