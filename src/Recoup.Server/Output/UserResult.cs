using Recoup.Engine.People;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Runs;
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

/// <summary>Everything kept about one person, as <c>recoup users show --json</c> prints it (P27).</summary>
/// <param name="Account">The record of the last scan that ended; null when it saw none.</param>
/// <param name="Unfinished">The record of a scan that has not ended.</param>
/// <param name="Listed">What is kept beside the records: roles without a group, Guard, recent grants, sites' lists, issues.</param>
/// <param name="Recommendations">Everything ever found, closed findings too.</param>
/// <param name="Hold">The hold, live or ended.</param>
/// <param name="BillingContact">Whether the settings name the account as billing contact.</param>
/// <param name="Said">What somebody said the account is; null where nobody did.</param>
/// <param name="TokenOf">The connected sites that are read with this person's API token.</param>
/// <param name="Audit">Entries of the audit log about the person.</param>
/// <param name="People">Rows of the list of people about the person.</param>
/// <param name="Plans">Plans that name the person.</param>
/// <param name="Runs">What runs did to the account, with how it was before.</param>
public sealed record UserRecordResult(
    Account? Account, Account? Unfinished, IReadOnlyList<string> Listed, IReadOnlyList<Recommendation> Recommendations, Hold? Hold, bool BillingContact, SaidKind? Said, IReadOnlyList<Uri> TokenOf, IReadOnlyList<AuditResult> Audit, IReadOnlyList<ListedResult> People, IReadOnlyList<PlanHead> Plans, IReadOnlyList<RunRow> Runs)
{
    public static UserRecordResult Of(PersonRecord person) => new(
        person.Account, person.Unfinished, person.Listed, person.Findings, person.Hold, person.BillingContact, person.Said, person.TokenOf,
        [.. person.Entries.Select(AuditResult.Of)], [.. person.Rows.Select(p => new ListedResult(person.People.AsOf, p))], person.Plans, person.Runs);
}

/// <summary>A row of the list of people.</summary>
/// <param name="AsOf">The day whose truth the list tells.</param>
/// <param name="Row">What it says.</param>
public sealed record ListedResult(DateOnly AsOf, ListedPerson Row);
