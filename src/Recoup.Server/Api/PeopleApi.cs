using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core;
using Recoup.Engine;
using Recoup.Server.Output;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn;
using Recoup.Storage.SignIns;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/people</c>: who may sign in.</summary>
internal static class PeopleApi
{
    public static void MapPeopleApi(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("people");
        people.MapGet("", ListAsync).Needs(SignInRole.Admin).WithName("listPeople").WithSummary("Everybody who may sign in");
        people.MapPost("", AddAsync).Needs(SignInRole.Admin).WithName("addPerson").WithSummary("Adds somebody, with a link by which they choose a password").Produces<LinkResult>(StatusCodes.Status201Created);
        people.MapPut("/{person}/roles", RolesAsync).Needs(SignInRole.Admin).WithName("setRoles").WithSummary("Gives somebody other roles; what they lose ends at once").Produces(StatusCodes.Status204NoContent);
        people.MapPost("/{person}/unlock", UnlockAsync).Needs(SignInRole.Admin).WithName("unlockPerson").WithSummary("Lets somebody in again after five wrong passwords or codes").Produces(StatusCodes.Status204NoContent);
        people.MapPost("/{person}/link", LinkAsync).Needs(SignInRole.Admin).WithName("linkPerson").WithSummary("Makes a link by which somebody chooses a new password").Produces<LinkResult>(StatusCodes.Status201Created);
        people.MapDelete("/{person}", RemoveAsync).Needs(SignInRole.Admin).WithName("removePerson").WithSummary("Takes somebody out, with sessions and tokens").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IReadOnlyList<SignInResult>> ListAsync(SignInBook book, CancellationToken cancellationToken) =>
        [.. (await book.Store.SignInsAsync(cancellationToken)).Select(p => SignInResult.Of(p, book.Now))];

    private static async Task<IResult> AddAsync(NewPerson asked, HttpContext context, Caller caller, SignInBook book, WebAddress address, CancellationToken cancellationToken)
    {
        var (secret, refusal) = await Desk(caller, book).AddAsync(asked.Name, asked.Roles, cancellationToken);
        return Linked(secret, refusal, asked.Name.Trim(), context, book, address);
    }

    private static async Task<IResult> RolesAsync(string person, NewRoles asked, Caller caller, SignInBook book, CancellationToken cancellationToken) =>
        Done(await Desk(caller, book).SetRolesAsync(person, asked.Roles, cancellationToken));

    private static async Task<IResult> UnlockAsync(string person, Caller caller, SignInBook book, CancellationToken cancellationToken) =>
        Done(await Desk(caller, book).UnlockAsync(person, cancellationToken));

    private static async Task<IResult> LinkAsync(string person, NewLink asked, HttpContext context, Caller caller, SignInBook book, WebAddress address, CancellationToken cancellationToken)
    {
        var (secret, refusal) = await Desk(caller, book).LinkAsync(person, asked.TakeAuthenticator, cancellationToken);
        return Linked(secret, refusal, person, context, book, address);
    }

    private static async Task<IResult> RemoveAsync(string person, Caller caller, SignInBook book, CancellationToken cancellationToken) =>
        Done(await Desk(caller, book).RemoveAsync(person, cancellationToken));

    private static IResult Linked(string? secret, Refusal? refusal, string name, HttpContext context, SignInBook book, WebAddress address) =>
        secret is null
            ? Problems.Of(refusal!)
            : TypedResults.Json(new(name, Links.Url(address.Outside(context.Request), secret), book.Now + OneTimeLink.Life), OutputJson.Readable.LinkResult, statusCode: StatusCodes.Status201Created);

    private static IResult Done(Refusal? refusal) => refusal is null ? TypedResults.NoContent() : Problems.Of(refusal);

    private static PeopleDesk Desk(Caller caller, SignInBook book) => new(book, caller.Person.Name);

    /// <summary>Somebody to be added.</summary>
    /// <param name="Name">What they are called.</param>
    /// <param name="Roles">What they may do; at least one role.</param>
    internal sealed record NewPerson(string Name, IReadOnlyList<SignInRole> Roles);

    internal sealed record NewRoles(IReadOnlyList<SignInRole> Roles);

    /// <param name="TakeAuthenticator">Whether using the link also takes their authenticator away.</param>
    internal sealed record NewLink(bool TakeAuthenticator = false);
}
