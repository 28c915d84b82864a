using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Classification;
using Recoup.Engine.Holding;
using Recoup.Engine.People;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Web.Parts;

namespace Recoup.Web.Users;

/// <summary>Accounts as the last scan or import saw them, and everything kept about one of them.</summary>
internal static class UsersPages
{
    public static async Task<WebResponse> ListAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (await visit.ShownAsync(cancellationToken) is not { } scan)
            return await visit.PageAsync<NoScan, Nothing>("Users", new(), cancellationToken);
        var accounts = await visit.Store.AccountsAsync(visit.Org, scan.Id, Query(visit.Request), cancellationToken);
        return await visit.PageAsync<UsersPage, UsersList>("Users", new(scan, Part.Of(visit.Request, accounts)), cancellationToken);
    }

    /// <summary>The list as it is filtered, all of it, as a file.</summary>
    public static async Task<WebResponse> ExportAsync(Visit visit, CancellationToken cancellationToken) =>
        await visit.ShownAsync(cancellationToken) is { } scan
            ? WebResponse.Csv("users.csv", (to, stop) => ListFile.WriteAsync(visit.Store, scan, Query(visit.Request), to, stop))
            : await visit.RefusedAsync(Shown.None, "/", cancellationToken);

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var person = await PersonRecord.ReadAsync(visit.Store, visit.Org, new(visit.Value("account")), cancellationToken);
        return person.IsEmpty
            ? await visit.PageAsync<NotFound, string>("Not found", $"Nothing is kept about an account {visit.Value("account")}.", cancellationToken, status: 404)
            : await visit.PageAsync<UserPage, PersonRecord>(person.Account?.Name ?? person.Id.Value, person, cancellationToken, who: person.Entries.Select(e => e.Actor).Append(person.Hold?.Owner));
    }

    public static async Task<WebResponse> HoldAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (account, form) = (new AccountId(visit.Value("account")), visit.Request.Form);
        var refusal = form["owner"] is { Length: <= 200 } owner && form["reason"] is { Length: <= 1000 } reason
            && DateOnly.TryParseExact(form["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            ? await Holds.AddAsync(visit.Desk, new(account, owner, reason, until), cancellationToken)
            : new("bad-hold", "Say who asks for it, why, and until which day");
        return refusal is null ? WebResponse.SeeOther(Address.Of(account)) : await visit.RefusedAsync(refusal, Address.Of(account), cancellationToken);
    }

    public static async Task<WebResponse> ReleaseAsync(Visit visit, CancellationToken cancellationToken)
    {
        var account = new AccountId(visit.Value("account"));
        return await Holds.RemoveAsync(visit.Desk, account, cancellationToken) is { } refusal
            ? await visit.RefusedAsync(refusal, Address.Of(account), cancellationToken)
            : WebResponse.SeeOther(Address.Of(account));
    }

    /// <summary>Keeps what somebody says an account is, or takes that back.</summary>
    public static async Task<WebResponse> SayKindAsync(Visit visit, CancellationToken cancellationToken)
    {
        var account = new AccountId(visit.Value("account"));
        AccountKind? kind = Enum.TryParse<AccountKind>(visit.Request.Form["kind"], ignoreCase: true, out var said) ? said : null;
        return await KindsSaid.SayAsync(visit.Desk, account, kind, cancellationToken) is { } refusal
            ? await visit.RefusedAsync(refusal, Address.Of(account), cancellationToken)
            : WebResponse.SeeOther(Address.Of(account));
    }

    public static async Task<WebResponse> ForgetAsync(Visit visit, CancellationToken cancellationToken)
    {
        var account = new AccountId(visit.Value("account"));
        var refusal = visit.Request.Form["confirm"] == account.Value
            ? await visit.Host.ForgetAsync(visit.Desk, account, cancellationToken)
            : new("not-confirmed", "Nothing was removed: type the account id as it stands on the page");
        return refusal is null ? WebResponse.SeeOther("/users") : await visit.RefusedAsync(refusal, Address.Of(account), cancellationToken);
    }

    private static UserQuery Query(WebRequest request)
    {
        var sort = request.Query["sort"] ?? "";
        return new(request.Query["search"], Part.SkipOf(request), Part.Take)
        {
            Product = request.Query["product"] is { } product ? new Product(product) : null,
            Status = request.Query["status"],
            Claim = request.Query["claim"],
            Kinds = Enum.TryParse<AccountKind>(request.Query["kind"], ignoreCase: true, out var kind) ? [kind] : [],
            Sort = sort.TrimStart('-') switch { "lastUse" => UserSort.LastUse, "added" => UserSort.Added, _ => UserSort.Name },
            Backwards = sort.StartsWith('-'),
        };
    }
}

/// <summary>A page of accounts.</summary>
/// <param name="Scan">The scan that saw them.</param>
/// <param name="Part">The accounts.</param>
public sealed record UsersList(Scan Scan, Part<Account> Part);
