using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Plans;

/// <summary>A seat as a plan's row sees it.</summary>
/// <param name="Resource">Product and site.</param>
/// <param name="Role">The billable role.</param>
/// <param name="Path">How it is held.</param>
/// <param name="Groups">The groups that grant it.</param>
/// <param name="LastUse">Its last use: a newer one skips the row.</param>
public sealed record PlannedSeat(Resource Resource, string Role, SeatPath Path, IReadOnlyList<GroupId> Groups, Signal LastUse)
{
    internal static PlannedSeat Of(Seat seat, Account account) => new(seat.Resource, seat.Role, seat.Path, seat.Groups, account.LastActive(seat.Resource));
}

/// <summary>An account before or after a row is applied. Before it is the row's precondition: whatever has changed since skips the row.</summary>
/// <param name="Status">Atlassian's word for the account's state.</param>
/// <param name="Source">Who keeps the account; null where not read.</param>
/// <param name="PlatformRoles">Organisation-wide roles; null where not read.</param>
/// <param name="Seats">Everything paid that it holds.</param>
public sealed record AccountState(string Status, string? Source, IReadOnlyList<string>? PlatformRoles, IReadOnlyList<PlannedSeat> Seats)
{
    /// <summary>Whether the organisation manages the account: <c>managed</c> or <c>unmanaged</c>; null where not read.</summary>
    public string? Claim { get; init; }

    /// <summary>The newest use of any product, also of one without a seat: whoever has used something since is skipped.</summary>
    public Signal LastUse { get; init; }

    public static AccountState Of(Account account) =>
        new(account.Status, account.Source, account.PlatformRoles, [.. account.Seats.Select(s => PlannedSeat.Of(s, account))])
        {
            Claim = account.Claim,
            LastUse = account.LastUse,
        };
}

/// <summary>What a plan does with one account.</summary>
public sealed record PlanRow
{
    /// <summary>The id of the finding that leads.</summary>
    public required string Id { get; init; }

    /// <summary>Every finding that the row answers, the leading one among them; several where each is about one seat.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    public required string Rule { get; init; }

    public required Tier Tier { get; init; }

    public required AccountId AccountId { get; init; }

    public required string DisplayName { get; init; }

    public required RecommendedAction Action { get; init; }

    /// <summary>The seats that come back.</summary>
    public required IReadOnlyList<SeatRef> Seats { get; init; }

    /// <summary>Days since any of the seats was used; of what was never used, since the account joined. 0 where that is not known.</summary>
    public required int IdleDays { get; init; }

    /// <summary>The calls, in order.</summary>
    public required IReadOnlyList<PlannedChange> Changes { get; init; }

    public required AccountState Before { get; init; }

    public required AccountState After { get; init; }

    /// <summary>What the row alone would save; indicative.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Saving? Saving { get; init; }

    /// <summary>The same in further currencies; null where there are none.</summary>
    public IReadOnlyList<Saving>? OtherSavings { get; init; }

    /// <summary>Whether it is an admin's: a second person decides, whatever the size of the plan.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>The least risky first: certain before probable, then the longest unused; equal ones by account id, so that the order never depends on chance.</summary>
    public static int CompareRisk(PlanRow a, PlanRow b) =>
        a.Tier != b.Tier ? (a.Tier > b.Tier ? -1 : 1)
        : b.IdleDays.CompareTo(a.IdleDays) is not 0 and var idle ? idle
        : string.CompareOrdinal(a.AccountId.Value, b.AccountId.Value);
}

/// <summary>A finding that was asked for and is not in the plan.</summary>
/// <param name="Id">The finding's id.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="AccountId">Whom it is about.</param>
/// <param name="DisplayName">Their name.</param>
/// <param name="Gate">The name of what kept it out, such as <c>route-out</c>.</param>
/// <param name="Reason">The same in words.</param>
public sealed record SkippedRow(string Id, string Rule, AccountId AccountId, string DisplayName, string Gate, string Reason)
{
    internal static SkippedRow Of(Recommendation finding, Skip skip) => new(finding.Id, finding.Rule, finding.AccountId!.Value, finding.DisplayName, skip.Gate, skip.Reason);
}

/// <summary>Why something stays out of a plan.</summary>
/// <param name="Gate">Its name.</param>
/// <param name="Reason">In words.</param>
public sealed record Skip(string Gate, string Reason)
{
    internal static readonly Skip RouteOut = new("route-out", "only the identity provider can change it: recoup route-out pack");
    internal static readonly Skip KeyOwner = new("key-owner", "Recoup reads a site with the account's token");
    internal static readonly Skip NoSeat = new("seat-gone", "no seat is held any more");
    public static readonly Skip RolesUnknown = new("roles-unknown", "which roles the account has in the organisation is not known: it may be an admin's");
    internal static readonly Skip Advise = new("advise", "nothing that Recoup would do: what to do stands in the finding");
}
