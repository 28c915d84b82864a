using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    public Task<IReadOnlyList<Scan>> ScansAsync(OrgId org, ScanQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Scan>>(
            async work => Read(
                await work.ListAsync<string>(
                    $"select doc from scans where org_id = @org {(query.Id is null ? "" : "and scan_id = @id")} order by started_at desc, scan_id desc limit @most",
                    new { org = org.Value, most = query.Most, id = query.Id?.Value }),
                EngineJson.Default.Scan),
            cancellationToken);

    public Task SaveListingAsync(Scan checkpoint, Listing listing, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async work =>
            {
                await WriteScanAsync(work, checkpoint);
                await work.ExecuteAsync(
                    """
                    insert into listings (org_id, scan_id, page, doc) values (@org, @scan, @page, @doc)
                    on conflict (org_id, scan_id, page) do update set doc = excluded.doc
                    """,
                    new { org = checkpoint.Org.Value, scan = checkpoint.Id.Value, page = listing.Number, doc = Write(listing, EngineJson.Default.Listing) });
            },
            cancellationToken);

    public Task<IReadOnlyList<Listing>> ListingsAsync(OrgId org, ScanId scan, ListingQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Listing>>(
            async work => Read(
                await work.ListAsync<string>(
                    $"select doc from listings where org_id = @org and scan_id = @scan and page >= @from {(query.Naming is null ? "" : "and doc like @pattern escape '!'")} order by page limit @most",
                    new { org = org.Value, scan = scan.Value, from = query.From, most = query.Most, pattern = query.Naming is { } account ? Folded.Naming(account) : null }),
                EngineJson.Default.Listing),
            cancellationToken);

    /// <summary>Goes first in a transaction: the rows of a scan refer to it.</summary>
    /// <exception cref="LeaseLostException">Another process has taken over.</exception>
    private static async Task WriteScanAsync(Work work, Scan scan)
    {
        await FenceAsync(work, scan.Org, Jobs.Scan, scan.Fence);
        await work.ExecuteAsync("insert into organizations (org_id) values (@org) on conflict (org_id) do nothing", new { org = scan.Org.Value });
        await work.ExecuteAsync(
            """
            insert into scans (org_id, scan_id, started_at, doc) values (@org, @scan, @started, @doc)
            on conflict (org_id, scan_id) do update set started_at = excluded.started_at, doc = excluded.doc
            """,
            new { org = scan.Org.Value, scan = scan.Id.Value, started = scan.StartedAt.ToUnixTimeMilliseconds(), doc = Write(scan, EngineJson.Default.Scan) });
    }
}
