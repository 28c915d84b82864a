using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Forge.Kvs;

/// <summary>Leases: one stamped document each. A checkpoint is a transaction that fails when the lease is no longer the one that it looked at.</summary>
public sealed partial class KvsStore
{
    public Task<Lease> LeaseAsync(LeaseRequest request, CancellationToken cancellationToken) =>
        Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                var key = LeaseKey(request.Org, request.Job);
                var current = await attempt.TryReadAsync(key, EngineJson.Default.Lease);
                var lease = Lease.After(current, request);
                if (lease != current)
                    await attempt.PutAsync(key, lease, EngineJson.Default.Lease);
                return lease;
            },
            cancellationToken);

    /// <summary>Refuses a writer whose lease another has taken over, and whatever it still writes when that happens meanwhile.</summary>
    private static async Task FenceAsync(Attempt attempt, OrgId org, string job, long fence)
    {
        var key = LeaseKey(org, job);
        // A lease is never taken away but with its whole organisation.
        if (await attempt.TryReadAsync(key, EngineJson.Default.Lease) is { } lease ? lease.Fence > fence : fence > 0)
            throw new LeaseLostException(org, job);
        await attempt.GuardAsync(key);
    }

    private static string LeaseKey(OrgId org, string job) => Keys.Of(org, "lease", job);
}
