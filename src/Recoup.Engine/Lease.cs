using Recoup.Core.Directory;

namespace Recoup.Engine;

/// <summary>
/// Who may do a job for an organisation. Any number of processes may share one store; whoever holds the lease works, and every
/// checkpoint it writes carries the fencing number, so that a process that lost its lease without noticing is refused.
/// </summary>
/// <param name="Owner">Who holds it, in a form that only the hosts read.</param>
/// <param name="Until">Until when, unless it is renewed.</param>
/// <param name="Fence">Grows by one with every new owner.</param>
public sealed record Lease(string Owner, DateTimeOffset Until, long Fence)
{
    /// <summary>The lease after a request: the asker's, when it is free, expired, its own already, or its owner known to be gone; otherwise unchanged.</summary>
    public static Lease After(Lease? current, LeaseRequest request)
    {
        if (current is null)
            return new(request.Owner, request.Until, 1);
        // Also when it has run out: as long as its name is there, nobody else has worked in between.
        if (current.Owner == request.Owner)
            return current with { Until = request.Until };
        return current.Until <= request.Now || current.Fence == request.Instead
            ? new(request.Owner, request.Until, current.Fence + 1)
            : current;
    }
}

/// <summary>Asks for a lease, renews it, or gives it back (then <paramref name="Until"/> is <paramref name="Now"/>).</summary>
/// <param name="Org">The organisation.</param>
/// <param name="Job">What is to be done, such as <see cref="Jobs.Scan"/>.</param>
/// <param name="Owner">Who asks.</param>
/// <param name="Now">The asker's time.</param>
/// <param name="Until">How long it should last.</param>
public sealed record LeaseRequest(OrgId Org, string Job, string Owner, DateTimeOffset Now, DateTimeOffset Until)
{
    /// <summary>The fencing number of a lease whose owner the asker knows to be gone; null otherwise.</summary>
    public long? Instead { get; init; }
}

/// <summary>Jobs of which one at a time may run for an organisation.</summary>
public static class Jobs
{
    /// <summary>A scan or an import.</summary>
    public const string Scan = "scan";

    /// <summary>A run that applies a plan or undoes something.</summary>
    public const string Run = "run";
}

/// <summary>Another process has taken over the job: nothing was written, and the work must stop.</summary>
public sealed class LeaseLostException(OrgId org, string job)
    : InvalidOperationException($"The {job} of {org} was taken over by another process; this one has stopped and wrote nothing more.");
