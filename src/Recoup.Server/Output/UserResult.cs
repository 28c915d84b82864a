using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Server.Output;

/// <summary>One account as <c>recoup users list --json</c> prints it.</summary>
public sealed record UserResult(
    AccountId AccountId, string DisplayName, string? Email, string Status, AccountKind Kind, string? Claim, string? Source, DateTimeOffset? AddedToOrg, IReadOnlyList<UserSeat> Seats)
{
    public static UserResult Of(Account account) => new(
        account.Id,
        account.Name,
        account.Email,
        account.Status,
        account.Kind.Value,
        account.Claim,
        account.Source,
        account.AddedToOrg,
        [.. account.Seats.Select(s => UserSeat.Of(account, s))]);
}

/// <summary>A seat of an account.</summary>
/// <param name="LastActive">A time, <c>never</c>, or null for not known.</param>
public sealed record UserSeat(Product Product, SiteId Site, string Role, SeatPath Path, string? LastActive)
{
    public static UserSeat Of(Account account, Seat seat)
    {
        var last = account.LastActive(seat.Resource);
        return new(seat.Product, seat.Site, seat.Role, seat.Path, last.HasValue ? last.At.UtcDateTime.ToString("O") : last.IsNone ? "never" : null);
    }
}

/// <summary>Everything kept about one account, as <c>recoup users show --json</c> prints it.</summary>
public sealed record UserRecordResult(Account Account, IReadOnlyList<Recommendation> Recommendations);
