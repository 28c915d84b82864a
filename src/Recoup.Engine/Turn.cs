using Recoup.Core.Directory;

namespace Recoup.Engine;

/// <summary>Who asks for turns: a process of a server, or one invocation of an app.</summary>
/// <param name="Name">Another one for each turn; only hosts of its kind read it.</param>
/// <param name="IsGone">Whether a name is known to be of one that works no more; false where nothing is known.</param>
public sealed record TurnTaker(string Name, Func<string, bool> IsGone);

/// <summary>
/// A turn at a job: a lease that is renewed while the work goes on and given back at its end. One that is known to be gone is
/// followed at once, any other when its lease runs out.
/// </summary>
public sealed class Turn : IAsyncDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    /// <summary>How often a lease is renewed, and how long the work may go without asking.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);

    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly LeaseRequest _request;
    private DateTimeOffset _renewed;
    private bool _isGone;

    private Turn(IStore store, TimeProvider time, LeaseRequest request, Lease lease)
    {
        (_store, _time, _request, _renewed) = (store, time, request, request.Now);
        Fence = lease.Fence;
    }

    /// <summary>What every checkpoint carries.</summary>
    public long Fence { get; }

    /// <summary>Asks for a turn.</summary>
    /// <param name="takeOver">Whether it is taken away from whoever has it: that one is refused at its next checkpoint, and stops.</param>
    /// <returns>The turn, null where another has it; and the lease as it stands.</returns>
    public static async Task<(Turn? Turn, Lease Lease)> AskAsync(IStore store, OrgId org, string job, TurnTaker taker, TimeProvider time, CancellationToken cancellationToken, bool takeOver = false)
    {
        var now = time.GetUtcNow();
        var request = new LeaseRequest(org, job, taker.Name, now, now + Length);
        var lease = await store.LeaseAsync(request, cancellationToken);
        if (lease.Owner != request.Owner && (takeOver || taker.IsGone(lease.Owner)))
            lease = await store.LeaseAsync(request with { Instead = lease.Fence }, cancellationToken);
        return (lease.Owner == request.Owner ? new Turn(store, time, request, lease) : null, lease);
    }

    /// <summary>Renews the lease when a part of it has passed.</summary>
    /// <exception cref="LeaseLostException">Another has taken over.</exception>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        // A clock that was set back counts as time that has passed: others see the lease by their own clocks.
        if ((now - _renewed).Duration() < Renewal)
            return;
        var lease = await _store.LeaseAsync(_request with { Now = now, Until = now + Length }, cancellationToken);
        if (lease.Owner != _request.Owner || lease.Fence != Fence)
            throw new LeaseLostException(_request.Org, _request.Job);
        _renewed = now;
    }

    /// <summary>Waits, which may take longer than the lease. It takes as long as it was told, whatever becomes of the clock meanwhile.</summary>
    /// <exception cref="LeaseLostException">Another has taken over.</exception>
    public async Task WaitAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (began, length) = (_time.GetTimestamp(), until - _time.GetUtcNow());
        while (length - _time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < Renewal ? left : Renewal, _time, cancellationToken);
            await KeepAsync(cancellationToken);
        }
    }

    /// <summary>The organisation goes with all its leases: nothing is given back, which would leave a row of it behind.</summary>
    public void EndsWithItsOrganisation() => _isGone = true;

    public async ValueTask DisposeAsync()
    {
        if (_isGone)
            return;
        var now = _time.GetUtcNow();
        await _store.LeaseAsync(_request with { Now = now, Until = now }, CancellationToken.None);
    }
}
