using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core;
using Recoup.Engine;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn.Pages;

namespace Recoup.Server.SigningIn;

/// <summary><c>/people</c>: what an admin does about who may sign in.</summary>
internal static class PeopleRoutes
{
    private const string Home = "/people";

    public static void MapPeople(this IEndpointRouteBuilder pages)
    {
        var people = pages.MapGroup(Home);
        people.MapGet("", (HttpContext context, SignInBook book, PageWriter write, CancellationToken cancellationToken) => PageAsync(context, book, write, null, cancellationToken)).Needs(SignInRole.Admin);
        people.MapPost("", AddAsync).Needs(SignInRole.Admin);
        people.MapPost("/roles", RolesAsync).Needs(SignInRole.Admin);
        people.MapPost("/unlock", UnlockAsync).Needs(SignInRole.Admin);
        people.MapPost("/link", LinkAsync).Needs(SignInRole.Admin);
        people.MapPost("/remove", RemoveAsync).Needs(SignInRole.Admin);
    }

    private static async Task<IResult> PageAsync(HttpContext context, SignInBook book, PageWriter write, (string, Refusal)? refusal, CancellationToken cancellationToken) =>
        await write.PageAsync<PeoplePage>(context, refusal, ("People", await book.Store.SignInsAsync(cancellationToken)), ("Now", book.Now));

    private static async Task<IResult> AddAsync(HttpContext context, Caller caller, SignInBook book, WebAddress address, PageWriter write, CancellationToken cancellationToken)
    {
        var form = SignInRoutes.FormOf(context);
        var (secret, refusal) = await Desk(caller, book).AddAsync(form["name"].ToString(), RolesIn(form), cancellationToken);
        return secret is null ? await PageAsync(context, book, write, ("add", refusal!), cancellationToken) : await LinkPageAsync(context, address, write, form["name"].ToString().Trim(), secret);
    }

    private static async Task<IResult> LinkAsync(HttpContext context, Caller caller, SignInBook book, WebAddress address, PageWriter write, CancellationToken cancellationToken)
    {
        var form = SignInRoutes.FormOf(context);
        var (secret, refusal) = await Desk(caller, book).LinkAsync(form["name"].ToString(), form["authenticator"] == "take", cancellationToken);
        return secret is null ? await PageAsync(context, book, write, ("people", refusal!), cancellationToken) : await LinkPageAsync(context, address, write, form["name"].ToString(), secret);
    }

    private static Task<IResult> LinkPageAsync(HttpContext context, WebAddress address, PageWriter write, string name, string secret) =>
        write.PageAsync<SecretPage>(
            context,
            null,
            ("Title", "A link"),
            ("Text", $"Give it to {name}, by a way that nobody else reads. It lasts 24 hours and works once; an earlier link for {name} works no more."),
            ("Secrets", new[] { Links.Url(address.Outside(context.Request), secret).ToString() }),
            ("Back", Home));

    private static Task<IResult> RolesAsync(HttpContext context, Caller caller, SignInBook book, PageWriter write, CancellationToken cancellationToken) =>
        DoneAsync(context, book, write, form => Desk(caller, book).SetRolesAsync(form["name"].ToString(), RolesIn(form), cancellationToken), cancellationToken);

    private static Task<IResult> UnlockAsync(HttpContext context, Caller caller, SignInBook book, PageWriter write, CancellationToken cancellationToken) =>
        DoneAsync(context, book, write, form => Desk(caller, book).UnlockAsync(form["name"].ToString(), cancellationToken), cancellationToken);

    private static Task<IResult> RemoveAsync(HttpContext context, Caller caller, SignInBook book, PageWriter write, CancellationToken cancellationToken) =>
        DoneAsync(context, book, write, form => Desk(caller, book).RemoveAsync(form["name"].ToString(), cancellationToken), cancellationToken);

    private static async Task<IResult> DoneAsync(HttpContext context, SignInBook book, PageWriter write, Func<IFormCollection, Task<Refusal?>> change, CancellationToken cancellationToken) =>
        await change(SignInRoutes.FormOf(context)) is { } refusal ? await PageAsync(context, book, write, ("people", refusal), cancellationToken) : SignInRoutes.SeeOther(Home);

    private static PeopleDesk Desk(Caller caller, SignInBook book) => new(book, caller.Person.Name);

    private static SignInRole[] RolesIn(IFormCollection form) =>
        [.. form["role"].Where(text => Enum.TryParse<SignInRole>(text, ignoreCase: true, out var role) && Enum.IsDefined(role)).Select(text => Enum.Parse<SignInRole>(text!, ignoreCase: true))];
}
