using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Core.Plans;

/// <summary>What a plan is wanted for. Everything that is ready, unless it says less.</summary>
public sealed record PlanRequest
{
    /// <summary>Only findings of these rules; empty for all.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Only rows that free a seat of one of these products; empty for all.</summary>
    public IReadOnlyList<Product> Products { get; init; } = [];

    /// <summary>Only these findings, by id; null for all.</summary>
    public IReadOnlySet<string>? Findings { get; init; }

    /// <summary>No more seats than these are to be left, or people where the plan counts these, by product: then only as many rows are taken as that needs, the least risky.</summary>
    public IReadOnlyDictionary<Product, int> Targets { get; init; } = new Dictionary<Product, int>();

    /// <summary>Rows at most; null for any number.</summary>
    public int? Most { get; init; }

    internal bool Wants(Recommendation finding) =>
        Findings?.Contains(finding.Id) != false
        && (Rules.Count == 0 || Rules.Contains(finding.Rule))
        && (Products.Count == 0 || finding.Seats.Any(s => Products.Contains(s.Product)));
}

/// <summary>An account with what was found about it.</summary>
public sealed record Candidate(Account Account, IReadOnlyList<Recommendation> Findings);

/// <summary>What a plan is made of: a scan that has come to an end.</summary>
/// <param name="Around">The organisation.</param>
/// <param name="Held">Who holds what.</param>
/// <param name="Candidates">Accounts with findings that could be acted on; others do no harm.</param>
/// <param name="OrgAdmins">Every active organisation admin.</param>
public sealed record PlanSources(Circumstances Around, Headcount Held, IReadOnlyList<Candidate> Candidates, IReadOnlyCollection<AccountId> OrgAdmins)
{
    /// <summary>Holds of any day: one that begins while the plan may be applied counts too.</summary>
    public IReadOnlyList<Hold> Holds { get; init; } = [];

    /// <summary>Addresses of those with whose tokens Recoup itself reads: without them the next scan would be blind.</summary>
    public IReadOnlyCollection<string> TokenOwners { get; init; } = [];
}
