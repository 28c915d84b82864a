using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn.Pages;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>The pages around signing in: plain forms, no script.</summary>
internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder app, Workplace workplace)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/sign-in", (HttpContext context, PageWriter write) => write.PageAsync<SignInPage>(context)).LetsAnybodyIn();
        pages.MapPost("/sign-in", SignInAsync).LetsAnybodyIn().IsAnAttempt();
        pages.MapPost("/sign-in/code", CodeAsync).LetsAnybodyIn().IsAnAttempt();
        pages.MapPost("/sign-out", SignOutAsync).Needs(SignInRole.Viewer).IsThereBeforeSecondFactor();
        pages.MapGet("/link/{secret}", OpenAsync).LetsAnybodyIn().IsThereBeforeSetUp();
        pages.MapPost("/link/{secret}", UseAsync).LetsAnybodyIn().IsThereBeforeSetUp().IsAnAttempt();
        pages.MapAccount();
        pages.MapPeople();
        pages.MapProvider(workplace);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, Entrance entrance, SessionCookie cookie, PageWriter write, CancellationToken cancellationToken)
    {
        var form = FormOf(context);
        var (name, password) = (form["name"].ToString(), form["password"].ToString());
        var entry = await entrance.SignInAsync(name, password, cookie.HashIn(context.Request), cancellationToken);
        return entry.Refusal is { } refusal ? await write.PageAsync<SignInPage>(context, ("sign-in", refusal), ("Name", name))
            : entry.Ticket is { } ticket ? await write.PageAsync<CodePage>(context, null, ("Ticket", ticket), ("Name", name))
            : Entered(context, cookie, entry.Session!);
    }

    private static async Task<IResult> CodeAsync(HttpContext context, Entrance entrance, SessionCookie cookie, PageWriter write, CancellationToken cancellationToken)
    {
        var form = FormOf(context);
        var entry = await entrance.CodeAsync(form["ticket"].ToString(), form["code"].ToString(), cookie.HashIn(context.Request), cancellationToken);
        return entry.Session is { } session ? Entered(context, cookie, session)
            : entry.Ticket is { } ticket ? await write.PageAsync<CodePage>(context, ("code", entry.Refusal!), ("Ticket", ticket), ("Name", form["name"].ToString()))
            : await write.PageAsync<SignInPage>(context, ("sign-in", entry.Refusal!), ("Name", form["name"].ToString()));
    }

    private static IResult Entered(HttpContext context, SessionCookie cookie, string session)
    {
        cookie.Give(context.Response, session);
        return SeeOther("/");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, Caller caller, Entrance entrance, SessionCookie cookie, CancellationToken cancellationToken)
    {
        if (caller.Session is { } session)
            await entrance.SignOutAsync(session, cancellationToken);
        cookie.Take(context.Response);
        return SeeOther("/sign-in");
    }

    private static async Task<IResult> OpenAsync(string secret, HttpContext context, Links links, PageWriter write, CancellationToken cancellationToken) =>
        await links.TryOpenAsync(secret, cancellationToken) is { } link ? await LinkPageAsync(context, link, write) : await GoneAsync(context, write);

    private static async Task<IResult> UseAsync(string secret, HttpContext context, Links links, PageWriter write, CancellationToken cancellationToken)
    {
        var form = FormOf(context);
        var link = await links.TryOpenAsync(secret, cancellationToken);
        var refusal = await links.UseAsync(secret, form["name"].ToString(), form["chosen"].ToString(), cancellationToken);
        return refusal is null ? await write.PageAsync<SignInPage>(context, null, ("Name", link!.SetsUp ? form["name"].ToString().Trim() : link.Name), ("Said", "The password is kept. Sign in with it."))
            : link is null || refusal == Links.Gone ? await GoneAsync(context, write)
            : await LinkPageAsync(context, link, write, refusal, form["name"].ToString());
    }

    private static Task<IResult> LinkPageAsync(HttpContext context, OneTimeLink link, PageWriter write, Refusal? refusal = null, string? name = null) =>
        write.PageAsync<LinkPage>(context, refusal is null ? null : ("link", refusal), ("Link", link), ("Action", context.Request.Path.Value), ("Name", name));

    private static Task<IResult> GoneAsync(HttpContext context, PageWriter write) =>
        write.PageAsync<MessagePage>(context, ("gone", Links.Gone), ("Title", "This link leads nowhere"), ("Text", Links.Gone.Reason), ("Href", "/sign-in"), ("Onward", "Sign in"));

    /// <summary>The browser asks for the page that shows what came of it: going back sends nothing twice.</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    /// <exception cref="BadHttpRequestException">It is no form.</exception>
    public static IFormCollection FormOf(HttpContext context) =>
        context.Request.HasFormContentType ? context.Request.Form : throw new BadHttpRequestException("no form", StatusCodes.Status415UnsupportedMediaType);

    private sealed record SeeOtherResult(string Path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = Path;
            return Task.CompletedTask;
        }
    }
}
