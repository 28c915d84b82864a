using System.Globalization;
using System.Security.Cryptography;
using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Server.Hosting;

/// <summary>
/// This process's turn at a job: a lease that is renewed while the work goes on and given back at its end. A process that died
/// on this machine is followed at once, one that died elsewhere when its lease runs out.
/// </summary>
internal sealed class Turn : IAsyncDisposable
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

    /// <exception cref="UserException">Another process has it.</exception>
    public static async Task<Turn> TakeAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken)
    {
        var (turn, lease) = await AskAsync(store, org, job, time, cancellationToken);
        return turn ?? throw new UserException(string.Create(
            CultureInfo.InvariantCulture,
            $"A {job} of {org} is already running: {ProcessOwner.TryParse(lease.Owner)?.InWords() ?? lease.Owner}. Wait until it has ended; if it died, its turn ends by itself at {lease.Until.UtcDateTime:HH:mm:ss} UTC."));
    }

    /// <summary>The same, or null when another process has it.</summary>
    public static async Task<Turn?> TryTakeAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken) =>
        (await AskAsync(store, org, job, time, cancellationToken)).Turn;

    /// <summary>Takes the turn away from whoever has it: that one is refused at its next checkpoint, and stops.</summary>
    /// <exception cref="UserException">Another process was quicker.</exception>
    public static async Task<Turn> TakeOverAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken)
    {
        return (await AskAsync(store, org, job, time, cancellationToken, takeOver: true)).Turn
            ?? throw new UserException($"A {job} of {org} was begun just now. Try again.");
    }

    /// <summary>Whether nobody has it.</summary>
    public static async Task<bool> IsFreeAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var turn = await TryTakeAsync(store, org, job, time, cancellationToken);
        return turn is not null;
    }

    private static async Task<(Turn? Turn, Lease Lease)> AskAsync(IStore store, OrgId org, string job, TimeProvider time, CancellationToken cancellationToken, bool takeOver = false)
    {
        var now = time.GetUtcNow();
        var request = new LeaseRequest(org, job, ProcessOwner.Own(RandomNumberGenerator.GetHexString(8, lowercase: true)).ToString(), now, now + Length);
        var lease = await store.LeaseAsync(request, cancellationToken);
        if (lease.Owner != request.Owner && (takeOver || ProcessOwner.TryParse(lease.Owner)?.IsGone() == true))
            lease = await store.LeaseAsync(request with { Instead = lease.Fence }, cancellationToken);
        return (lease.Owner == request.Owner ? new Turn(store, time, request, lease) : null, lease);
    }

    /// <summary>Renews the lease when a part of it has passed.</summary>
    /// <exception cref="LeaseLostException">Another process has taken over.</exception>
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
    /// <exception cref="LeaseLostException">Another process has taken over.</exception>
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
