using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Engine;

/// <summary>A page of accounts as it was fetched, the unit of storing and of resuming.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Accounts">At most 100.</param>
public sealed record AccountPage(int Number, IReadOnlyList<Account> Accounts);

/// <summary>What one request told about who holds which seats.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Grants">Groups and what they give.</param>
/// <param name="Direct">Roles that no group explains.</param>
public sealed record EntitlementPage(int Number, IReadOnlyList<Grant> Grants, IReadOnlyList<DirectRole> Direct);

/// <summary>Which accounts to list.</summary>
/// <param name="Search">Part of name, address or account id, without regard to case and marks; null for all.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many at most.</param>
public sealed record UserQuery(string? Search, int Skip, int Take);

/// <summary>Which findings to list. A null filter lets everything pass.</summary>
public sealed record RecommendationQuery
{
    public string? Rule { get; init; }

    /// <summary>Findings with a seat of this product.</summary>
    public Product? Product { get; init; }

    /// <summary>Any of these tiers; empty for all.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>Only findings that do not stand behind another of the same account.</summary>
    public bool Leading { get; init; }

    /// <summary>Also the closed ones.</summary>
    public bool Closed { get; init; }

    /// <summary>Only findings that this scan found.</summary>
    public ScanId? SeenIn { get; init; }

    /// <summary>Only findings whose last scan is another one.</summary>
    public ScanId? NotSeenIn { get; init; }

    public int Skip { get; init; }

    public int Take { get; init; } = int.MaxValue;
}
