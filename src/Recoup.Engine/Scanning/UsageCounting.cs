using Recoup.Core.Directory;
using Recoup.Core.Rules;

namespace Recoup.Engine.Scanning;

/// <summary>Counts how seats are used, as rules see it: those of active accounts, sandboxes not counted.</summary>
/// <param name="before">What was counted so far.</param>
/// <param name="around">The time of the scan, thresholds and sandboxes.</param>
public sealed class UsageCounting(IReadOnlyDictionary<Product, SeatUsage> before, Circumstances around)
{
    private const int Bins = (SeatUsage.LastDays / SeatUsage.DaysEach) + 1;

    private readonly Dictionary<Product, Counted> _counted = before.ToDictionary(p => p.Key, p => new Counted(p.Value));

    private enum State
    {
        InUse,
        Idle,
        Never,
        NoSignal,
        Protected,
    }

    public void Add(Account account)
    {
        if (!account.IsActive)
            return;
        foreach (var seat in account.Seats)
        {
            if (around.IsSandbox(seat.Site))
                continue;
            if (!_counted.TryGetValue(seat.Product, out var counted))
                _counted[seat.Product] = counted = new();
            var last = LastOf(account, seat.Resource);
            if (last.HasValue)
                counted.ByDays[Bin(last)]++;
            counted.Never += last.IsNone ? 1 : 0;
            counted.NoSignal += last.IsKnown ? 0 : 1;
            counted.States[(int)StateOf(account, seat.Resource, last)]++;
        }
    }

    /// <summary>A seat that was added and is left alone.</summary>
    public void Protect(Account account, Product product, SiteId site)
    {
        var resource = new Resource(product, site);
        if (!account.IsActive || around.IsSandbox(site) || !account.Seats.Any(s => s.Resource == resource))
            return;
        var states = _counted[product].States;
        states[(int)StateOf(account, resource, LastOf(account, resource))]--;
        states[(int)State.Protected]++;
    }

    /// <summary>Everything that was counted so far.</summary>
    public IReadOnlyDictionary<Product, SeatUsage> Total() => _counted.ToDictionary(c => c.Key, c => c.Value.Total());

    /// <summary>Where the source gives only one date for all products, that date.</summary>
    private static Signal LastOf(Account account, Resource resource) => account.LastActive(resource) is { IsKnown: true } own ? own : account.LastActiveAnywhere;

    private State StateOf(Account account, Resource resource, Signal last) =>
        last.IsOlderThan(around.LimitsOf(account, resource).Inactive, around.Survey.Now) ? State.Idle
        : last.HasValue ? State.InUse
        : last.IsNone ? State.Never
        : State.NoSignal;

    private int Bin(Signal last) => Math.Clamp((int)((around.Survey.Now - last.At).TotalDays / SeatUsage.DaysEach), 0, Bins - 1);

    private sealed class Counted
    {
        public Counted()
            : this(new SeatUsage { ByDays = new int[Bins] })
        {
        }

        public Counted(SeatUsage usage)
        {
            (ByDays, Never, NoSignal) = ([.. usage.ByDays], usage.Never, usage.NoSignal);
            var states = usage.States;
            States = [states.InUse, states.Idle, states.Never, states.NoSignal, states.Protected];
        }

        public int[] ByDays { get; }

        public int Never { get; set; }

        public int NoSignal { get; set; }

        public int[] States { get; }

        public SeatUsage Total() => new()
        {
            ByDays = [.. ByDays],
            Never = Never,
            NoSignal = NoSignal,
            States = new(States[0], States[1], States[2], States[3], States[4]),
        };
    }
}
