using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Classification;
using Recoup.Engine.People;
using Recoup.Server.Hosting;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/users</c>: accounts as the last scan or import saw them, and everything kept about one person.</summary>
internal static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("users");
        users.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listUsers", "Accounts by filter, by name").Gives<IReadOnlyList<UserResult>>().Takes(UserFilter.Parameters);
        users.MapGet("/{account}", ShowAsync).Needs(SignInRole.Viewer).Says("showUser", "Everything kept about one person, and what was found about them").Gives<UserRecordResult>();
        users.MapGet("/{account}/export", ExportAsync).Needs(SignInRole.Viewer).Says("exportUser", "The same as a file to hand over").Gives<UserRecordResult>();
        users.MapPut("/{account}/kind", SayKindAsync).Needs(SignInRole.Operator).Says("sayKind", "Says what an account is, above the score and Claude; it counts from the next scan or import on").GivesNothing();
        users.MapDelete("/{account}/kind", UnsayKindAsync).Needs(SignInRole.Operator).Says("unsayKind", "Takes that word back").GivesNothing();
        users.MapPost("/{account}/forget", ForgetAsync).Needs(SignInRole.Admin).Says("forgetUser", "Removes everything kept about one person; the next scan reads the account again, unless it is gone by then").Gives<Forgotten>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Asker asker, Page page, CancellationToken cancellationToken)
    {
        var scan = await asker.ShownAsync(cancellationToken);
        var query = UserFilter.Of(context, page);
        // Both go over an index: side by side they take as long as one.
        var (part, total) = (asker.Store.AccountsAsync(asker.Org, scan.Id, query, cancellationToken), asker.Store.CountAsync(asker.Org, scan.Id, query, cancellationToken));
        return Answer.List(context, [.. (await part).Select(UserResult.Of)], await total, OutputJson.Readable.IReadOnlyListUserResult);
    }

    private static async Task<IResult> ShowAsync(string account, Asker asker, CancellationToken cancellationToken)
    {
        var person = await PersonRecord.ReadAsync(asker.Store, asker.Org, new(account), cancellationToken);
        return person.IsEmpty
            ? Problems.Of(new("no-account", $"Nothing is kept about an account {account}"))
            : Answer.Json(UserRecordResult.Of(person), OutputJson.Readable.UserRecordResult);
    }

    private static Task<IResult> ExportAsync(string account, HttpContext context, Asker asker, CancellationToken cancellationToken)
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=person.json";
        return ShowAsync(account, asker, cancellationToken);
    }

    private static async Task<IResult> SayKindAsync(string account, KindWord word, Asker asker, CancellationToken cancellationToken) =>
        Answer.Done(await KindsSaid.SayAsync(asker.Desk, Given.Account(account, "account"), word.Kind, cancellationToken));

    private static async Task<IResult> UnsayKindAsync(string account, Asker asker, CancellationToken cancellationToken) =>
        Answer.Done(await KindsSaid.SayAsync(asker.Desk, Given.Account(account, "account"), null, cancellationToken));

    private static async Task<IResult> ForgetAsync(string account, Confirmed confirmed, Asker asker, CancellationToken cancellationToken)
    {
        confirmed.Demand(account);
        var (wasKept, refusal) = await Erasing.ForgetAsync(asker.Workplace, asker.Desk, new(account), cancellationToken);
        return refusal is null ? TypedResults.Ok(new Forgotten(wasKept)) : Problems.Of(refusal);
    }

    /// <param name="Kind">human, service, bot or shared.</param>
    internal sealed record KindWord(AccountKind Kind);

    /// <param name="WasKept">Whether anything was kept.</param>
    internal sealed record Forgotten(bool WasKept);
}
