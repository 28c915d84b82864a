using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>An account as Atlassian sends it, turned into the one that is kept. Here a user becomes seats.</summary>
public static class UserRecord
{
    public static Account ToAccount(UserBody user, EntitlementIndex entitlements, Roster roster, DateTimeOffset fetchedAt)
    {
        GroupId[] groups = [.. Groups(user)];
        var seats = entitlements.SeatsOf(groups);
        var (reached, other) = entitlements.Reach(groups);
        var account = new Account
        {
            Id = new AccountId(user.AccountId),
            Name = new[] { user.Name, user.Nickname, user.AccountId }.First(n => !string.IsNullOrWhiteSpace(n))!.Trim(),
            Email = user.Email,
            EmailVerified = user.EmailVerified,
            Type = user.AccountType ?? "atlassian",
            Status = user.Status ?? user.AccountStatus ?? "unknown",
            Claim = user.ClaimStatus,
            Source = user.ManagementSource,
            AddedToOrg = user.AddedToOrg,
            HasJob = !string.IsNullOrWhiteSpace(user.JobTitle) || !string.IsNullOrWhiteSpace(user.Department),
            PlatformRoles = user.PlatformRoles,
            Usage = user.ProductAccess is null ? null : [.. Usage(user.ProductAccess)],
            Seats = user.Status == "active" ? seats : [],
            HasUnexplainedAccess = user.Status == "active" && user.Counts?.Resources > reached,
            OtherAccess = user.Status == "active" ? other : [],
            GuardBillable = roster.GuardBillable(new(user.AccountId)),
            LastGiven = roster.LastGiven(new(user.AccountId)),
            Incomplete = user.Groups is null ? "its groups were not sent" : null,
            FetchedAt = fetchedAt,
        };
        return account with { Kind = KindScore.Of(account) };
    }

    public static IEnumerable<GroupId> Groups(UserBody user) => (user.Groups ?? []).Select(g => GroupId.From(g.Id));

    /// <summary>One entry per product and site, the newest where several came. An entry without a date is not "never": it is unknown.</summary>
    private static IEnumerable<Usage> Usage(IReadOnlyList<ProductAccessBody> entries) => entries
        .Select(e => (Resource: Resource.TryParse(e.Id), e.LastActiveTimestamp))
        .Where(e => e.Resource is not null)
        .GroupBy(e => e.Resource!.Value)
        .Select(e => new Usage(e.Key, e.Max(x => x.LastActiveTimestamp) is { } latest ? Signal.Of(latest) : Signal.Unknown));
}
