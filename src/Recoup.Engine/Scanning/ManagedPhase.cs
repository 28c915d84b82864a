using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>The managed accounts, a page at a time: whom Guard bills is told nowhere else.</summary>
internal sealed class ManagedPhase : IPhase
{
    private const string What = "whom Atlassian Guard bills";

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var (accounts, following) = await desk.Atlassian.Organizations.ManagedPageAsync(scan.Cursor, cancellationToken);
        var listing = new Listing(scan.Listings)
        {
            Guard = [.. accounts.Where(a => a.AccessBillable is not null).Select(a => new GuardFlag(new(a.AccountId), a.AccessBillable!.Value))],
        };
        return await desk.SaveListingAsync(
            following is null ? scan.Enter(SuspendedPhase.OrNext(scan)) : await desk.FollowAsync(scan, following, "GET users", cancellationToken),
            listing,
            cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken) =>
        await desk.EnterAsync(scan.Without(What, failure), SuspendedPhase.OrNext(scan), cancellationToken);
}
