using System.Collections.Immutable;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>A seat and its last use.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Last">The last use; where the source gives only one date for all products, that date, which can only be later.</param>
/// <param name="Own">Whether <paramref name="Last"/> is this seat's own.</param>
/// <param name="Limits">The thresholds that hold for it.</param>
public readonly record struct SeatUse(Seat Seat, Signal Last, bool Own, Limits Limits);

/// <summary>One account before the rules: its record, its billable seats with their last use, and the organisation around it.</summary>
public sealed class Case
{
    private readonly IReadOnlyList<Recommendation> _earlier;
    private PersonMatch? _person;
    private bool _personSought;

    internal Case(Account account, Circumstances around, IReadOnlyList<Recommendation> earlier, bool hopeful = false)
    {
        Account = account;
        Around = around;
        Hopeful = hopeful;
        _earlier = earlier;
        Limits = around.LimitsOf(account);
        if (account.IsActive)
            (Seats, SandboxSeats) = Uses(account, around);
        NewestUse = Newest(account);
    }

    public Account Account { get; }

    public Circumstances Around { get; }

    /// <summary>Whether questions not asked yet count as answered well: to tell who is worth asking about.</summary>
    public bool Hopeful { get; }

    /// <summary>The thresholds that hold for the account as a whole.</summary>
    public Limits Limits { get; }

    /// <summary>The seats that cost money: sandbox seats are not among them, nor any that is suspended with its directory or its account.</summary>
    public ImmutableArray<SeatUse> Seats { get; } = [];

    /// <summary>Seats on sandboxes, which cost no product seat.</summary>
    public ImmutableArray<SeatUse> SandboxSeats { get; } = [];

    /// <summary>The newest use of any product, priced or not, sandbox or not; unknown where any of it could not be read.</summary>
    public Signal NewestUse { get; }

    /// <summary>The sites of its seats, sandboxes too, each once.</summary>
    public IReadOnlyList<SiteId> Sites => field ??= [.. Account.Seats.Select(s => s.Site).Distinct()];

    public DateTimeOffset Now => Around.Survey.Now;

    /// <summary>The day of the scan, in UTC.</summary>
    public DateOnly Today => Around.Today;

    public Settings Settings => Around.Settings;

    /// <summary>What the list of people says about the account; null when it has no row.</summary>
    public PersonMatch? Person
    {
        get
        {
            if (!_personSought)
                (_personSought, _person) = (true, Around.People.TryFind(Account));
            return _person;
        }
    }

    /// <summary>How long the account has been in the organisation; null when unknown. An upper bound of how long it had any seat.</summary>
    public TimeSpan? InOrganisation => Account.AddedToOrg is { } added ? Now - added : null;

    public bool IsIdle(SeatUse use) => use.Last.IsOlderThan(use.Limits.Inactive, Now);

    public bool IsInUse(SeatUse use) => use.Last.IsWithin(use.Limits.Inactive, Now);

    /// <summary>
    /// Whether anything at all was used within the inactivity threshold, the longest that holds for any of it: then a
    /// suspension, which takes everything, is not offered.
    /// </summary>
    public bool IsActiveAnywhere => NewestUse.IsWithin(LongestInactive, Now);

    /// <summary>The longest inactivity threshold that holds for any of it.</summary>
    public TimeSpan LongestInactive
    {
        get
        {
            var longest = Limits.Inactive;
            foreach (var use in Seats)
                longest = longest < use.Limits.Inactive ? use.Limits.Inactive : longest;
            return longest;
        }
    }

    /// <summary>Whether some seat was used within its inactivity threshold.</summary>
    public bool IsActiveInSome
    {
        get
        {
            foreach (var use in Seats)
            {
                if (IsInUse(use))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether there are seats and neither they nor anything else was ever used.</summary>
    public bool IsUntouched
    {
        get
        {
            foreach (var use in Seats)
            {
                if (!use.Last.IsNone)
                    return false;
            }

            return Seats.Length > 0 && NewestUse.IsNone;
        }
    }

    /// <summary>Whether no seat was used within its threshold, and at least one was used once.</summary>
    /// <param name="external">Whether the threshold is the one for externals.</param>
    public bool IsIdleEverywhere(bool external = false)
    {
        var once = false;
        foreach (var use in Seats)
        {
            if (!use.Last.IsNone && !use.Last.IsOlderThan(external ? use.Limits.External : use.Limits.Inactive, Now))
                return false;
            once |= use.Last.HasValue;
        }

        return once;
    }

    /// <summary>How long this very finding about a seat has been standing without a break; zero when it is new.</summary>
    public TimeSpan Watched(string rule, Seat seat) => _earlier.Count == 0 ? TimeSpan.Zero : Standing(RecommendationId.OfSeat(Around.Survey.Org, rule, Account.Id, seat.Resource));

    /// <summary>How long this very finding about the account has been standing without a break; zero when it is new.</summary>
    public TimeSpan Watched(string rule) => _earlier.Count == 0 ? TimeSpan.Zero : Standing(RecommendationId.OfAccount(Around.Survey.Org, rule, Account.Id));

    /// <summary>When Recoup took a seat back for the last time; null when it never did.</summary>
    public DateTimeOffset? Released(Resource seat)
    {
        DateTimeOffset? last = null;
        foreach (var earlier in _earlier)
        {
            if (earlier.ReleasedAt is { } at && (last is null || at > last) && earlier.Seats.Any(s => s.Product == seat.Product && s.Site == seat.Site))
                last = at;
        }

        return last;
    }

    private TimeSpan Standing(string id)
    {
        foreach (var earlier in _earlier)
        {
            if (earlier.Id == id && earlier.State != RecommendationState.Closed)
                return Now - earlier.OpenSince;
        }

        return TimeSpan.Zero;
    }

    private static (ImmutableArray<SeatUse> Paid, ImmutableArray<SeatUse> Sandbox) Uses(Account account, Circumstances around)
    {
        var paid = ImmutableArray.CreateBuilder<SeatUse>(account.Seats.Count);
        ImmutableArray<SeatUse>.Builder? sandbox = null;
        for (var i = 0; i < account.Seats.Count; i++)
        {
            var seat = account.Seats[i];
            if (account.SuspendedIn.Count > 0 && seat.Directory is { } held && account.SuspendedIn.Contains(held))
                continue;
            var own = account.LastActive(seat.Resource);
            var use = new SeatUse(seat, own.IsKnown ? own : account.LastActiveAnywhere, own.IsKnown, around.LimitsOf(account, seat.Resource));
            if (around.IsSandbox(seat.Site))
                (sandbox ??= ImmutableArray.CreateBuilder<SeatUse>()).Add(use);
            else
                paid.Add(use);
        }

        return (paid.DrainToImmutable(), sandbox?.DrainToImmutable() ?? []);
    }

    internal static Signal Newest(Account account)
    {
        if (account.Usage is not { } usage)
            return account.LastActiveAnywhere;
        var newest = account.LastActiveAnywhere.HasValue ? account.LastActiveAnywhere : Signal.None;
        for (var i = 0; i < usage.Count; i++)
        {
            var last = usage[i].Last;
            if (!last.IsKnown)
                return Signal.Unknown;
            if (last.HasValue && (!newest.HasValue || last.At > newest.At))
                newest = last;
        }

        return newest;
    }
}
