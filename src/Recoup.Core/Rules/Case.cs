using System.Collections.Immutable;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>A seat and its last use.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Last">The last use; where the source gives only one date for all products, that date, which can only be later.</param>
/// <param name="Own">Whether <paramref name="Last"/> is this seat's own.</param>
public readonly record struct SeatUse(Seat Seat, Signal Last, bool Own);

/// <summary>One account before the rules: its record, its billable seats with their last use, and the organisation around it.</summary>
public sealed class Case
{
    private readonly IReadOnlyList<Recommendation> _earlier;

    internal Case(Account account, Circumstances around, IReadOnlyList<Recommendation> earlier)
    {
        Account = account;
        Around = around;
        _earlier = earlier;
        var seats = ImmutableArray.CreateBuilder<SeatUse>(account.Seats.Count);
        for (var i = 0; i < account.Seats.Count; i++)
        {
            var seat = account.Seats[i];
            if (around.IsSandbox(seat.Site))
                continue;
            var own = account.LastActive(seat.Resource);
            seats.Add(own.IsKnown ? new(seat, own, Own: true) : new(seat, account.LastActiveAnywhere, Own: false));
        }

        Seats = seats.DrainToImmutable();
        NewestUse = Newest(account);
    }

    public Account Account { get; }

    public Circumstances Around { get; }

    /// <summary>The seats that cost money: sandbox seats are not among them.</summary>
    public ImmutableArray<SeatUse> Seats { get; }

    /// <summary>The newest use of any product, priced or not, sandbox or not; unknown where any of it could not be read.</summary>
    public Signal NewestUse { get; }

    public DateTimeOffset Now => Around.Survey.Now;

    public Settings Settings => Around.Settings;

    /// <summary>How long the account has been in the organisation; null when unknown. An upper bound of how long it had any seat.</summary>
    public TimeSpan? InOrganisation => Account.AddedToOrg is { } added ? Now - added : null;

    public bool IsIdle(SeatUse use) => use.Last.IsOlderThan(Settings.Inactive, Now);

    /// <summary>Whether anything at all was used within the inactivity threshold: then a suspension, which takes everything, is not offered.</summary>
    public bool IsActiveAnywhere => NewestUse.IsWithin(Settings.Inactive, Now);

    /// <summary>Whether some seat was used within the inactivity threshold.</summary>
    public bool IsActiveInSome
    {
        get
        {
            foreach (var use in Seats)
            {
                if (use.Last.IsWithin(Settings.Inactive, Now))
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

    /// <summary>Whether no seat was used for that long, and at least one was once.</summary>
    public bool IsIdleFor(TimeSpan limit)
    {
        var once = false;
        foreach (var use in Seats)
        {
            if (!use.Last.IsNone && !use.Last.IsOlderThan(limit, Now))
                return false;
            once |= use.Last.HasValue;
        }

        return once;
    }

    /// <summary>How long this very finding has been standing without a break; zero when it is new.</summary>
    public TimeSpan Watched(string rule, Seat seat)
    {
        var id = RecommendationId.OfSeat(Around.Survey.Org, rule, Account.Id, seat.Resource);
        foreach (var earlier in _earlier)
        {
            if (earlier.Id == id && earlier.State != RecommendationState.Closed)
                return Now - earlier.OpenSince;
        }

        return TimeSpan.Zero;
    }

    private static Signal Newest(Account account)
    {
        if (account.Usage is null)
            return account.LastActiveAnywhere;
        var newest = account.LastActiveAnywhere.HasValue ? account.LastActiveAnywhere : Signal.None;
        foreach (var usage in account.Usage)
        {
            if (!usage.Last.IsKnown)
                return Signal.Unknown;
            if (usage.Last.HasValue && (!newest.HasValue || usage.Last.At > newest.At))
                newest = usage.Last;
        }

        return newest;
    }
}
