using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Money;

/// <summary>Whether Atlassian Guard counts a person (ATLASSIAN 5).</summary>
public enum GuardCount
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>For as long as there is a seat that Guard counts, a sandbox's too: any but one of Jira Product Discovery.</summary>
    WithSeats,

    /// <summary>Also without such a seat: through a free app, or something that is not known.</summary>
    Always,

    /// <summary>
    /// Not as it is: Atlassian does not say why. Where the order form has it that a seat it held then kept it outside, taking that
    /// away brings it into the count for as long as there is a seat; otherwise its policy is not billed, and that stays so.
    /// </summary>
    NotNow,
}

/// <summary>
/// What a bill sees of one person: what they hold, and whether Guard counts them. Organisations of any size have few different
/// ones, so that bills are added up over these and not over people.
/// </summary>
public sealed class Footprint : IEquatable<Footprint>
{
    /// <summary>Of somebody who costs nothing.</summary>
    public static readonly Footprint Nothing = new([], GuardCount.Never);

    private readonly int _hash;

    private Footprint(ImmutableArray<Resource> holds, GuardCount guard, ImmutableArray<Resource> givenUp = default)
    {
        Holds = holds;
        Guard = guard is GuardCount.WithSeats or GuardCount.NotNow && !CountsForGuard(holds) ? GuardCount.Never : guard;
        GivenUp = Guard == GuardCount.NotNow && !givenUp.IsDefault ? givenUp : [];
        var hash = new HashCode();
        foreach (var resource in holds)
            hash.Add(resource);
        foreach (var resource in GivenUp)
            hash.Add(resource);
        hash.Add(Guard);
        _hash = hash.ToHashCode();
    }

    /// <summary>Products and sites, sandboxes too, each once, in their order.</summary>
    public ImmutableArray<Resource> Holds { get; }

    public GuardCount Guard { get; }

    /// <summary>What it held when Atlassian said that Guard does not count it, and holds no longer, in their order; none where Guard's count is known.</summary>
    public ImmutableArray<Resource> GivenUp { get; }

    public bool IsNothing => Holds.Length == 0 && Guard == GuardCount.Never;

    public static Footprint Of(IEnumerable<Resource> holds, GuardCount guard) => new(Ordered(holds), guard);

    /// <summary>The same person with no more than some of it left.</summary>
    public Footprint Keeping(Func<Resource, bool> kept)
    {
        ImmutableArray<Resource> left = [.. Holds.Where(kept)];
        return new(left, Guard, Guard == GuardCount.NotNow ? Ordered(GivenUp.Concat(Holds.Except(left))) : []);
    }

    /// <summary>One that was kept.</summary>
    internal static Footprint Of(IEnumerable<Resource> holds, GuardCount guard, IEnumerable<Resource> givenUp) => new(Ordered(holds), guard, Ordered(givenUp));

    private static ImmutableArray<Resource> Ordered(IEnumerable<Resource> resources)
    {
        Resource[] ordered = [.. resources];
        Array.Sort(ordered, ByProduct);
        for (var at = 1; at < ordered.Length; at++)
        {
            if (ordered[at] == ordered[at - 1])
                return [.. ordered.Distinct()];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(ordered);
    }

    /// <summary>What an account as a scan saw it is billed for.</summary>
    public static Footprint Of(Account account) =>
        account.CostsAnything ? Of(account.IsActive ? account.Seats.Select(s => s.Resource) : [], GuardOf(account)) : Nothing;

    /// <summary>The same person after what a finding proposes.</summary>
    public Footprint After(Recommendation finding) => After(finding, finding.Action);

    /// <summary>The same person after what a finding is about, done as the rule would: a guard may have left no more than advice.</summary>
    public Footprint After(Recommendation finding, RecommendedAction action)
    {
        // Without a seat it is Guard alone that is paid, and that ends.
        if (finding.Seats.Count == 0)
            return new(Holds, GuardCount.Never);
        // Suspended is suspended on every site, by the identity provider too; what Guard counts without a seat is not known to end with it (ATLASSIAN 5).
        if (action is RecommendedAction.Suspend || (action == RecommendedAction.RouteOut && finding.IsOfLeaver))
            return Keeping(_ => false);
        return action == RecommendedAction.Deactivate ? Nothing : Keeping(held => !finding.Seats.Any(s => s.Product == held.Product && s.Site == held.Site));
    }

    public bool Equals(Footprint? other) => other is not null && Guard == other.Guard && Holds.AsSpan().SequenceEqual(other.Holds.AsSpan()) && GivenUp.AsSpan().SequenceEqual(other.GivenUp.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Footprint);

    public override int GetHashCode() => _hash;

    /// <summary>An order that is the same on every machine.</summary>
    public static int Compare(Footprint a, Footprint b) =>
        Compare(a.Holds, b.Holds) is not 0 and var held ? held
        : a.Guard != b.Guard ? a.Guard.CompareTo(b.Guard)
        : Compare(a.GivenUp, b.GivenUp);

    private static int Compare(ImmutableArray<Resource> a, ImmutableArray<Resource> b)
    {
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (ByProduct.Compare(a[i], b[i]) is not 0 and var order)
                return order;
        }

        return a.Length.CompareTo(b.Length);
    }

    /// <summary>By product, then by site.</summary>
    private static readonly Comparer<Resource> ByProduct = Comparer<Resource>.Create((a, b) =>
        string.CompareOrdinal(a.Product.Value, b.Product.Value) is not 0 and var order ? order : string.CompareOrdinal(a.Site.Value, b.Site.Value));

    /// <summary>
    /// Atlassian tells of managed accounts alone; the others count by what they hold. Where something is used or given that is no
    /// seat, taking the seats away is not known to end it.
    /// </summary>
    private static GuardCount GuardOf(Account account)
    {
        if (account.GuardBillable == false)
            return GuardCount.NotNow;
        if (account.GuardBillable is null)
            return GuardCount.WithSeats;
        var more = !account.Seats.Any(s => CountsForGuard(s.Product)) || account.HasUnexplainedAccess || account.OtherAccess.Count > 0
            || account.Usage?.Any(u => !u.Resource.Product.HasSeats) == true;
        return more ? GuardCount.Always : GuardCount.WithSeats;
    }

    private static bool CountsForGuard(Product product) => product != Product.Discovery;

    private static bool CountsForGuard(ImmutableArray<Resource> holds)
    {
        foreach (var resource in holds)
        {
            if (CountsForGuard(resource.Product))
                return true;
        }

        return false;
    }
}
