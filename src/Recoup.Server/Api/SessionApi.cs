using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Server.Output;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/session</c> and <c>/api/v1/tokens</c>: who asks, and the tokens of whoever asks.</summary>
internal static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        api.MapGet("/session", Show).Needs(SignInRole.Viewer).WithTags("session").Says("showSession", "Who asks, with which roles, and the form token that a browser sends with whatever changes something").Gives<SessionResult>();
        var tokens = api.MapGroup("/tokens").WithTags("tokens");
        tokens.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listTokens", "The tokens of whoever asks, without their secrets").Gives<IReadOnlyList<TokenResult>>();
        tokens.MapPost("", AddAsync).Needs(SignInRole.Viewer).IsAnAttempt().Says("addToken", "Makes a token with one of the asker's roles; its secret is told this once").Gives<TokenResult>(StatusCodes.Status201Created);
        tokens.MapDelete("/{token}", RemoveAsync).Needs(SignInRole.Viewer).Says("removeToken", "Takes a token back").GivesNothing();
    }

    private static SessionResult Show(HttpContext context, Caller caller, IAntiforgery antiforgery) => new(
        caller.Person.Name,
        [.. Asker.RolesOf(context)],
        antiforgery.GetAndStoreTokens(context).RequestToken!);

    private static async Task<IReadOnlyList<TokenResult>> ListAsync(Caller caller, SignInBook book, CancellationToken cancellationToken) =>
        [.. (await book.Store.TokensAsync(caller.Person.Name, cancellationToken)).Select(t => TokenResult.Of(t))];

    private static async Task<IResult> AddAsync(NewToken asked, Caller caller, Account account, CancellationToken cancellationToken)
    {
        var (secret, token, refusal) = await account.AddTokenAsync(caller, asked.Password, asked.Label, asked.Role, asked.Days, cancellationToken);
        return token is null ? Problems.Of(refusal!) : TypedResults.Json(TokenResult.Of(token, secret), OutputJson.Readable.TokenResult, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RemoveAsync(string token, Caller caller, Account account, CancellationToken cancellationToken) =>
        await account.RemoveTokenAsync(caller, token, cancellationToken) is { } refusal ? Problems.Of(refusal) : TypedResults.NoContent();

    /// <summary>A token to be made.</summary>
    /// <param name="Password">The asker's password, once more.</param>
    /// <param name="Label">What it is for.</param>
    /// <param name="Role">One of the asker's roles.</param>
    /// <param name="Days">How long it lasts, 1 to 365 days.</param>
    internal sealed record NewToken(string Password, string Label, SignInRole Role = SignInRole.Viewer, int Days = 90);
}
