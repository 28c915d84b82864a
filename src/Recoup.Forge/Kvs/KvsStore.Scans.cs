using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Forge.Kvs;

/// <summary>Scans, and what their requests listed: documents under their numbers, and how many there are.</summary>
public sealed partial class KvsStore
{
    public async Task<IReadOnlyList<Scan>> ScansAsync(OrgId org, ScanQuery query, CancellationToken cancellationToken)
    {
        var ids = query.Id is { } one ? [one.Value] : (await Lists.ReadAsync(kvs, org, Lists.Scans, cancellationToken)).Select(e => e.Id);
        return await kvs.ReadAsync([.. ids.Take(query.Most).Select(id => Keys.Of(org, "scan", id))], EngineJson.Default.Scan, cancellationToken);
    }

    public Task SaveListingAsync(Scan checkpoint, Listing listing, CancellationToken cancellationToken) =>
        Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                var count = CountKey(checkpoint.Org, checkpoint.Id);
                await LoadCheckpointAsync(attempt, checkpoint, count);
                attempt.Set(ListingKey(checkpoint.Org, checkpoint.Id, listing.Number), listing, EngineJson.Default.Listing);
                if ((await attempt.TryReadAsync(count, KvsJson.Default.Count))?.Value is not { } before || before <= listing.Number)
                    await attempt.PutAsync(count, new(listing.Number + 1), KvsJson.Default.Count);
                await CheckpointAsync(attempt, checkpoint);
            },
            cancellationToken);

    public async Task<IReadOnlyList<Listing>> ListingsAsync(OrgId org, ScanId scan, ListingQuery query, CancellationToken cancellationToken)
    {
        var count = (await kvs.TryReadStampedAsync(CountKey(org, scan), KvsJson.Default.Count, cancellationToken))?.Value ?? 0;
        var numbers = Enumerable.Range(query.From, Math.Clamp(count - query.From, 0, query.Most));
        return await kvs.ReadAsync([.. numbers.Select(number => ListingKey(org, scan, number))], EngineJson.Default.Listing, cancellationToken);
    }

    /// <summary>Reads what a checkpoint looks at in one call, and refuses a writer that has lost its lease.</summary>
    private static async Task LoadCheckpointAsync(Attempt attempt, Scan scan, params string[] also)
    {
        await attempt.LoadAsync([LeaseKey(scan.Org, Jobs.Scan), Keys.Organizations, Keys.Of(scan.Org, Lists.Scans), .. also]);
        await FenceAsync(attempt, scan.Org, Jobs.Scan, scan.Fence);
    }

    /// <summary>The scan itself comes last: until it is there the save has not happened.</summary>
    private static async Task CheckpointAsync(Attempt attempt, Scan scan)
    {
        await AddOrganizationAsync(attempt, scan.Org);
        await Lists.AddAsync(attempt, scan.Org, Lists.Scans, new(scan.Id.Value, scan.StartedAt));
        attempt.Set(Keys.Of(scan.Org, "scan", scan.Id.Value), scan, EngineJson.Default.Scan);
    }

    private static string CountKey(OrgId org, ScanId scan) => Keys.Of(org, "listings", scan.Value);

    private static string ListingKey(OrgId org, ScanId scan, int number) => Keys.Of(org, "listings", scan.Value, number.ToString(CultureInfo.InvariantCulture));
}
