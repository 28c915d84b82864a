using System.Collections.Immutable;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>One detection of the catalogue: pure, about one account at a time or about the organisation as a whole.</summary>
public interface IRule
{
    /// <summary>The catalogue's id, such as <c>R01</c>.</summary>
    string Id { get; }

    /// <summary>What it finds, in a few words.</summary>
    string Title { get; }

    /// <summary>What would change our mind about a finding of this rule.</summary>
    string ChangesOurMind { get; }

    /// <summary>The input that the rule waits for and how to give it, in words; null when it has what it needs.</summary>
    string? WaitsFor(Circumstances around) => null;

    /// <summary>The findings about one account, none for most. Guards and missing signals come after; a rule speaks only of its own matter.</summary>
    IReadOnlyList<Verdict> Judge(Case c) => [];

    /// <summary>The findings about groups and subscriptions, when every account has been judged.</summary>
    IReadOnlyList<WholeVerdict> Judge(Whole whole) => [];
}

/// <summary>What a rule says before the guards.</summary>
/// <param name="Tier">As sure as the rule itself can be.</param>
/// <param name="Action">What it would do.</param>
/// <param name="Seats">The seats it is about.</param>
/// <param name="PerSeat">Whether the finding is about the one seat, or about the account.</param>
/// <param name="Tenure">How long the subject is known to have had what it does not use; null when unknown.</param>
/// <param name="Grace">The least tenure that the rule asks for.</param>
/// <param name="Evidence">Signals that only this rule looks at.</param>
public sealed record Verdict(
    Tier Tier,
    RecommendedAction Action,
    ImmutableArray<SeatUse> Seats,
    bool PerSeat,
    TimeSpan? Tenure,
    TimeSpan Grace,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>Whether it infers from idleness: then work that Atlassian's dates do not show speaks against it (RULES 1).</summary>
    public bool RestsOnUse { get; init; } = true;

    /// <summary>The guard whose accounts the rule exists for, which then does not object: such a finding is advice.</summary>
    public string? Answers { get; init; }

    /// <summary>Whether answers are worth asking for although it can be advice at most.</summary>
    public bool Asks { get; init; }

    /// <summary>The sites of its Jira-family seats, each once: issues there could speak for a use.</summary>
    public IReadOnlyList<SiteId> JiraSites => field ??= SitesOfJira();

    /// <summary>The sites that the account would lose: the seat's, or all of its sites.</summary>
    public IReadOnlyList<SiteId> SitesOf(Case c) => PerSeat ? [Seats[0].Seat.Site] : c.Sites;

    private List<SiteId> SitesOfJira()
    {
        List<SiteId>? sites = null;
        foreach (var use in Seats)
        {
            if (use.Seat.Product.IsJiraFamily && sites?.Contains(use.Seat.Site) != true)
                (sites ??= []).Add(use.Seat.Site);
        }

        return sites ?? [];
    }
}
