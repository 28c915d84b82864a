using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn.Pages;

namespace Recoup.Server.SigningIn;

/// <summary><c>/account</c>: what somebody does about their own sign-in.</summary>
internal static class AccountRoutes
{
    private const string Home = "/account";

    public static void MapAccount(this IEndpointRouteBuilder pages)
    {
        var account = pages.MapGroup(Home);
        account.MapGet("", ShowAsync).Needs(SignInRole.Viewer);
        account.MapPost("/password", PasswordAsync).Needs(SignInRole.Viewer).IsAnAttempt();
        account.MapGet("/authenticator", ShowAuthenticatorAsync).Needs(SignInRole.Viewer).IsThereBeforeSecondFactor();
        account.MapPost("/authenticator", BeginAsync).Needs(SignInRole.Viewer).IsThereBeforeSecondFactor().IsAnAttempt();
        account.MapPost("/authenticator/confirm", ConfirmAsync).Needs(SignInRole.Viewer).IsThereBeforeSecondFactor().IsAnAttempt();
        account.MapPost("/authenticator/remove", RemoveAsync).Needs(SignInRole.Viewer).IsAnAttempt();
        account.MapPost("/recovery-codes", CodesAsync).Needs(SignInRole.Viewer).IsAnAttempt();
        account.MapPost("/sessions/end", EndSessionAsync).Needs(SignInRole.Viewer);
        account.MapPost("/sessions/end-others", EndOthersAsync).Needs(SignInRole.Viewer);
        account.MapPost("/tokens", AddTokenAsync).Needs(SignInRole.Viewer).IsAnAttempt();
        account.MapPost("/tokens/remove", RemoveTokenAsync).Needs(SignInRole.Viewer);
    }

    private static Task<IResult> ShowAsync(HttpContext context, Caller caller, SignInBook book, PageWriter write, CancellationToken cancellationToken) =>
        PageAsync(context, caller, book, write, null, cancellationToken);

    private static async Task<IResult> PageAsync(HttpContext context, Caller caller, SignInBook book, PageWriter write, (string, Refusal)? refusal, CancellationToken cancellationToken) =>
        await write.PageAsync<MyAccountPage>(
            context,
            refusal,
            ("Current", caller.Session),
            ("Sessions", await book.Store.SessionsAsync(caller.Person.Name, book.Now, cancellationToken)),
            ("Tokens", await book.Store.TokensAsync(caller.Person.Name, cancellationToken)));

    private static async Task<IResult> PasswordAsync(HttpContext context, Caller caller, Account account, SignInBook book, PageWriter write, CancellationToken cancellationToken)
    {
        var form = SignInRoutes.FormOf(context);
        return await account.ChangePasswordAsync(caller, form["password"].ToString(), form["chosen"].ToString(), cancellationToken) is { } refusal
            ? await PageAsync(context, caller, book, write, ("password", refusal), cancellationToken)
            : SignInRoutes.SeeOther(Home);
    }

    private static Task<IResult> ShowAuthenticatorAsync(HttpContext context, Workplace workplace, PageWriter write) => AuthenticatorAsync(context, workplace, write, null);

    private static Task<IResult> AuthenticatorAsync(HttpContext context, Workplace workplace, PageWriter write, (string, Refusal)? refusal, string? ticket = null, string? secret = null) =>
        write.PageAsync<AuthenticatorPage>(context, refusal, ("Ticket", ticket), ("Secret", secret), ("IsRequired", workplace.Options.IsSecondFactorRequired));

    private static async Task<IResult> BeginAsync(HttpContext context, Caller caller, Account account, Workplace workplace, PageWriter write, CancellationToken cancellationToken)
    {
        var (ticket, secret, refusal) = await account.BeginAuthenticatorAsync(caller, SignInRoutes.FormOf(context)["password"].ToString(), cancellationToken);
        return await AuthenticatorAsync(context, workplace, write, refusal is null ? null : ("begin", refusal), ticket, secret);
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, Caller caller, Account account, Workplace workplace, PageWriter write, CancellationToken cancellationToken)
    {
        var form = SignInRoutes.FormOf(context);
        var ticket = form["ticket"].ToString();
        var (codes, refusal) = await account.ConfirmAuthenticatorAsync(caller, ticket, form["code"].ToString(), cancellationToken);
        return codes is null
            ? await AuthenticatorAsync(context, workplace, write, ("confirm", refusal!), ticket, account.SecretOf(caller, ticket))
            : await CodesPageAsync(context, write, "The authenticator is on.", codes);
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, Caller caller, Account account, Workplace workplace, PageWriter write, CancellationToken cancellationToken)
    {
        var form = SignInRoutes.FormOf(context);
        return await account.RemoveAuthenticatorAsync(caller, form["password"].ToString(), form["code"].ToString(), cancellationToken) is { } refusal
            ? await AuthenticatorAsync(context, workplace, write, ("remove", refusal))
            : SignInRoutes.SeeOther(Home);
    }

    private static async Task<IResult> CodesAsync(HttpContext context, Caller caller, Account account, Workplace workplace, PageWriter write, CancellationToken cancellationToken)
    {
        var (codes, refusal) = await account.RenewCodesAsync(caller, SignInRoutes.FormOf(context)["password"].ToString(), cancellationToken);
        return codes is null ? await AuthenticatorAsync(context, workplace, write, ("codes", refusal!)) : await CodesPageAsync(context, write, "The recovery codes so far are of no use any more.", codes);
    }

    private static Task<IResult> CodesPageAsync(HttpContext context, PageWriter write, string what, IReadOnlyList<string> codes) =>
        write.PageAsync<SecretPage>(
            context,
            null,
            ("Title", "Recovery codes"),
            ("Text", $"{what} Each of these codes lets you in once when you have not got the app. Keep them where nobody else looks."),
            ("Secrets", codes),
            ("Back", Home));

    private static async Task<IResult> EndSessionAsync(HttpContext context, Caller caller, Account account, SignInBook book, PageWriter write, CancellationToken cancellationToken) =>
        await account.EndSessionAsync(caller, SignInRoutes.FormOf(context)["id"].ToString(), cancellationToken) is { } refusal
            ? await PageAsync(context, caller, book, write, ("sessions", refusal), cancellationToken)
            : SignInRoutes.SeeOther(Home);

    private static async Task<IResult> EndOthersAsync(Caller caller, Account account, CancellationToken cancellationToken)
    {
        await account.EndOthersAsync(caller, cancellationToken);
        return SignInRoutes.SeeOther(Home);
    }

    private static async Task<IResult> AddTokenAsync(HttpContext context, Caller caller, Account account, SignInBook book, PageWriter write, CancellationToken cancellationToken)
    {
        var form = SignInRoutes.FormOf(context);
        var role = Enum.TryParse<SignInRole>(form["role"], ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : SignInRole.Viewer;
        var days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var (secret, token, refusal) = await account.AddTokenAsync(caller, form["password"].ToString(), form["label"].ToString(), role, days, cancellationToken);
        return token is null
            ? await PageAsync(context, caller, book, write, ("token", refusal!), cancellationToken)
            : await write.PageAsync<SecretPage>(context, null, ("Title", "A token"), ("Text", $"For {token.Label}. A script sends it as Authorization: Bearer …"), ("Secrets", new[] { secret! }), ("Back", Home));
    }

    private static async Task<IResult> RemoveTokenAsync(HttpContext context, Caller caller, Account account, SignInBook book, PageWriter write, CancellationToken cancellationToken) =>
        await account.RemoveTokenAsync(caller, SignInRoutes.FormOf(context)["id"].ToString(), cancellationToken) is { } refusal
            ? await PageAsync(context, caller, book, write, ("tokens", refusal), cancellationToken)
            : SignInRoutes.SeeOther(Home);
}
