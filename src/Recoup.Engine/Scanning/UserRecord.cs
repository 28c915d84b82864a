using Recoup.Core.Directory;
using Recoup.Core.Rules;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>An account as Atlassian sends it, turned into the one that is kept. Here a user becomes seats.</summary>
public static class UserRecord
{
    /// <param name="user">As sent.</param>
    /// <param name="entitlements">Which groups give what.</param>
    /// <param name="roster">What other lists say.</param>
    /// <param name="wanted">What is worth keeping of groups and projects.</param>
    /// <param name="around">What people said it is, and whom HR or the identity provider lists.</param>
    /// <param name="fetchedAt">When it came.</param>
    public static Account ToAccount(UserBody user, EntitlementIndex entitlements, Roster roster, WantedGroups wanted, Circumstances around, DateTimeOffset fetchedAt)
    {
        GroupId[] groups = [.. Groups(user)];
        var id = new AccountId(user.AccountId);
        var seats = entitlements.SeatsOf(groups);
        var (reached, other) = entitlements.Reach(groups);
        var account = new Account
        {
            Id = id,
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
            Seats = user.Status == "active" ? [.. Billed(seats, roster.SuspendedIn(id))] : [],
            SuspendedIn = user.Status == "active" ? roster.SuspendedIn(id) : [],
            InGroups = wanted.Named(user.Groups ?? []),
            ServesOn = wanted.ServesOn(roster, id, groups),
            HasUnexplainedAccess = user.Status == "active" && user.Counts?.Resources > reached,
            OtherAccess = user.Status == "active" ? other : [],
            GuardBillable = roster.GuardBillable(id),
            LastGiven = roster.LastGiven(id),
            Incomplete = user.Groups is null ? "its groups were not sent" : null,
            FetchedAt = fetchedAt,
        };
        return account with { Kind = around.KindOf(account) };
    }

    /// <summary>A seat held through a directory in which the account is suspended is not billed.</summary>
    private static IEnumerable<Seat> Billed(IReadOnlyList<Seat> seats, IReadOnlyList<DirectoryId> suspended) =>
        suspended.Count == 0 ? seats : seats.Where(s => s.Directory is not { } directory || !suspended.Contains(directory));

    public static IEnumerable<GroupId> Groups(UserBody user) => (user.Groups ?? []).Select(g => GroupId.From(g.Id));

    /// <summary>One entry per product and site, the newest where several came. An entry without a date is not "never": it is unknown.</summary>
    public static IEnumerable<Usage> Usage(IReadOnlyList<ProductAccessBody> entries) => entries
        .Select(e => (Resource: Resource.TryParse(e.Id), e.LastActiveTimestamp))
        .Where(e => e.Resource is not null)
        .GroupBy(e => e.Resource!.Value)
        .Select(e => new Usage(e.Key, e.Max(x => x.LastActiveTimestamp) is { } latest ? Signal.Of(latest) : Signal.Unknown));
}
