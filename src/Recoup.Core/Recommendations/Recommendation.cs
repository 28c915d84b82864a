using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Core.Recommendations;

/// <summary>One signal that a finding rests on.</summary>
/// <param name="Signal">What was looked at, in words.</param>
/// <param name="Value">What it said; "not checked" where it was not asked.</param>
/// <param name="Source">The endpoint or file that said it.</param>
/// <param name="FetchedAt">When it was read.</param>
public sealed record Evidence(string Signal, string Value, string Source, DateTimeOffset FetchedAt);

/// <summary>A seat as a recommendation names it.</summary>
public sealed record SeatRef(Product Product, SiteId Site, DirectoryId? Directory)
{
    [JsonIgnore]
    public Resource Resource => new(Product, Site);
}

/// <summary>One finding over its whole life: the same rule about the same subject keeps its id, first-seen date and history.</summary>
public sealed record Recommendation
{
    /// <summary>32 hex digits, see <see cref="RecommendationId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The catalogue's rule id, such as <c>R01</c>.</summary>
    public required string Rule { get; init; }

    public required Tier Tier { get; init; }

    /// <summary>Whom it is about; null when about a group or a subscription.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public AccountId? AccountId { get; init; }

    public required string DisplayName { get; init; }

    public AccountKind Kind { get; init; }

    /// <summary>The product of a seat-level finding; null on account level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Product? Product { get; init; }

    /// <summary>The site of a seat-level finding; null on account level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public SiteId? Site { get; init; }

    /// <summary>The paid seats that would come back, one for a seat-level finding.</summary>
    public required IReadOnlyList<SeatRef> Seats { get; init; }

    public required RecommendedAction Action { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>The guards that lowered the tier or changed the action, such as <c>G2</c>; their reasons stand in the evidence.</summary>
    public IReadOnlyList<string> Guards { get => field ?? []; init; }

    /// <summary>What would change our mind, in a sentence.</summary>
    public required string ChangesOurMind { get; init; }

    /// <summary>The id of the finding about the same account that is acted on instead; null when none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SupersededBy { get; init; }

    /// <summary>What this row alone would save in the organisation's own currency, or in the first of others; indicative, rows do not add up. Null while no price is set for its products.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Saving? Saving { get; init; }

    /// <summary>The same in further currencies, which are never added; null where there are none.</summary>
    public IReadOnlyList<Saving>? OtherSavings { get; init; }

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Since when it holds without a break: first-seen, or the scan that found it again after it was closed.</summary>
    public DateTimeOffset OpenSince { get; init; }

    /// <summary>The last scan that found it.</summary>
    public ScanId SeenIn { get; init; }

    /// <summary>When its seats were last taken back by Recoup, verified; null while they were not.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>When it was last handed to whoever runs the identity provider; null while it was not.</summary>
    public DateTimeOffset? RoutedOutAt { get; init; }

    /// <summary>When the person was told what would be done; null while they were not.</summary>
    public DateTimeOffset? NoticedAt { get; init; }

    /// <summary>What came back.</summary>
    public NoticeAnswer Notice { get; init; }

    public RecommendationState State { get; init; }

    /// <summary>Why it was closed, in words; null while it is not.</summary>
    public string? ClosedBecause { get; init; }

    /// <summary>Why a person set it aside, in their words; null while nobody did.</summary>
    public string? DismissedBecause { get; init; }

    /// <summary>Whether it could be acted on.</summary>
    [JsonIgnore]
    public bool IsActionable => Tier >= Tier.Probable && State == RecommendationState.Open;

    /// <summary>Whether it counts into what can be had back: another finding of the account that goes first leaves it for later.</summary>
    [JsonIgnore]
    public bool IsRecoverable => IsActionable && SupersededBy is null;

    /// <summary>Whether the identity provider, where the change is its own, is to end the account: the person has left. Of all others it takes the seats.</summary>
    [JsonIgnore]
    public bool IsOfLeaver => Rule is "R06" or "R16";

    /// <summary>This scan's finding, continuing the life of the same finding from before.</summary>
    /// <param name="earlier">The stored one; null when new.</param>
    /// <param name="partial">Whether the scan missed something configured: then no tier is raised.</param>
    public Recommendation Following(Recommendation? earlier, bool partial)
    {
        if (earlier is null or { State: RecommendationState.Closed })
            return this with { FirstSeen = earlier?.FirstSeen ?? FirstSeen, ReleasedAt = earlier?.ReleasedAt, State = IsOnHold ? RecommendationState.Held : RecommendationState.Open };
        var tier = partial && earlier.Tier < Tier ? earlier.Tier : Tier;
        // Whatever was done about it: it is found again, so it holds again.
        var state = earlier.State == RecommendationState.Dismissed ? RecommendationState.Dismissed : IsOnHold ? RecommendationState.Held : RecommendationState.Open;
        var action = tier == Tier.Excluded ? RecommendedAction.Advise : Action;
        // Who was away, or has kept it for a while, is told anew when the hold is over. And of another action nobody was told.
        var told = state == RecommendationState.Held || (earlier.State != RecommendationState.Held && earlier.Action == action) ? earlier : null;
        return this with
        {
            FirstSeen = earlier.FirstSeen,
            OpenSince = earlier.OpenSince,
            State = state,
            DismissedBecause = earlier.DismissedBecause,
            ReleasedAt = earlier.ReleasedAt,
            RoutedOutAt = earlier.RoutedOutAt,
            NoticedAt = told?.NoticedAt,
            Notice = told?.Notice ?? NoticeAnswer.None,
            Tier = tier,
            Action = action,
        };
    }

    /// <summary>The finding with what its row alone would save, a sum for each currency.</summary>
    public Recommendation With(IReadOnlyList<Saving> savings) =>
        this with { Saving = savings.Count > 0 ? savings[0] : null, OtherSavings = savings.Count > 1 ? [.. savings.Skip(1)] : null };

    /// <summary>Set aside by a person; it stays so for as long as it holds.</summary>
    public Recommendation Dismissed(string because) =>
        this with { State = RecommendationState.Dismissed, DismissedBecause = because };

    /// <summary>A dismissal taken back.</summary>
    public Recommendation Reopened() =>
        this with { State = IsOnHold ? RecommendationState.Held : RecommendationState.Open, DismissedBecause = null };

    private bool IsOnHold => Guards.Contains("G3");

    /// <summary>The end of a finding that no longer holds.</summary>
    public Recommendation Closed(string because) =>
        this with { State = RecommendationState.Closed, ClosedBecause = because, SupersededBy = null };
}
