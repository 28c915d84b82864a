using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Holding;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/holds</c>: accounts to be left alone until a date.</summary>
internal static class HoldsApi
{
    public static void MapHolds(this IEndpointRouteBuilder api)
    {
        var holds = api.MapGroup("/holds").WithTags("holds");
        holds.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listHolds", "Every hold, live or ended, the next to end first").Gives<IReadOnlyList<HoldResult>>();
        holds.MapPost("", AddAsync).Needs(SignInRole.Operator).Says("holdAccount", "Holds an account; another hold of the same account is replaced").Gives<HoldResult>(StatusCodes.Status201Created);
        holds.MapDelete("/{account}", RemoveAsync).Needs(SignInRole.Operator).Says("endHold", "Ends a hold before its date; findings stay held until a scan has judged them without it").GivesNothing();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Asker asker, Page page, CancellationToken cancellationToken)
    {
        var all = await Holds.ListAsync(asker.Store, asker.Org, cancellationToken);
        return Answer.List(context, await ShownAsync(asker, all.Skip(page.Skip).Take(page.Take), cancellationToken), all.Count, OutputJson.Readable.IReadOnlyListHoldResult);
    }

    private static async Task<IResult> AddAsync(NewHold hold, Asker asker, CancellationToken cancellationToken)
    {
        var added = new Hold(Given.Account(hold.AccountId, "accountId"), Given.Text(hold.Owner, "owner"), Given.Text(hold.Reason, "reason"), hold.Until);
        return await Holds.AddAsync(asker.Desk, added, cancellationToken) is { } refusal
            ? Problems.Of(refusal)
            : Answer.Json((await ShownAsync(asker, [added], cancellationToken))[0], OutputJson.Readable.HoldResult, StatusCodes.Status201Created);
    }

    private static async Task<IResult> RemoveAsync(string account, Asker asker, CancellationToken cancellationToken) =>
        Answer.Done(await Holds.RemoveAsync(asker.Desk, new(account), cancellationToken));

    private static Task<IReadOnlyList<HoldResult>> ShownAsync(Asker asker, IEnumerable<Hold> holds, CancellationToken cancellationToken) =>
        HoldResult.OfAsync(asker.Store, asker.Org, holds, asker.Desk.Now, cancellationToken);

    /// <summary>A hold that is wanted.</summary>
    /// <param name="AccountId">Whom it protects.</param>
    /// <param name="Owner">Who asks for it, 1 to 1000 characters.</param>
    /// <param name="Reason">Why, 1 to 1000 characters.</param>
    /// <param name="Until">The last day it holds, in UTC.</param>
    internal sealed record NewHold(string AccountId, string Owner, string Reason, DateOnly Until);
}
