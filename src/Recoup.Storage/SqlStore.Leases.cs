using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    public async Task<Lease> LeaseAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var lease = new Lease("", request.Now, 0);
        await database.WriteAsync(
            async work =>
            {
                var key = new { org = request.Org.Value, job = request.Job };
                await work.ExecuteAsync("insert into leases (org_id, job, owner, until, fence) values (@org, @job, '', 0, 0) on conflict (org_id, job) do nothing", key);
                // An update that changes nothing locks the row on both databases.
                var row = await work.TryGetAsync<LeaseRow>("update leases set fence = fence where org_id = @org and job = @job returning owner, until, fence", key);
                lease = Lease.After(row!.Fence == 0 ? null : new(row.Owner, DateTimeOffset.FromUnixTimeMilliseconds(row.Until), row.Fence), request);
                await work.ExecuteAsync(
                    "update leases set owner = @owner, until = @until, fence = @fence where org_id = @org and job = @job",
                    new { key.org, key.job, owner = lease.Owner, until = lease.Until.ToUnixTimeMilliseconds(), fence = lease.Fence });
            },
            cancellationToken);
        return lease;
    }

    /// <summary>Refuses a writer whose lease another has taken over, and keeps others from taking it until the transaction ends.</summary>
    private static async Task FenceAsync(Work work, OrgId org, string job, long fence)
    {
        var newest = await work.TryGetAsync<long?>("update leases set fence = fence where org_id = @org and job = @job returning fence", new { org = org.Value, job });
        if (newest > fence)
            throw new LeaseLostException(org, job);
    }

    private sealed record LeaseRow
    {
        public string Owner { get; init; } = "";

        public long Until { get; init; }

        public long Fence { get; init; }
    }
}
