using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Recoup.Core;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn.Pages;

namespace Recoup.Server.SigningIn;

/// <summary>The way to the operator's OpenID provider and back: code flow with PKCE. Nothing is there where none is configured.</summary>
internal static class ProviderSignIn
{
    private const string Scheme = "provider";
    private const string Callback = "/sign-in/provider/callback";
    private const string Link = "link";

    /// <summary>How a token may be signed: with a key that the provider alone has.</summary>
    private static readonly string[] Signatures =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly Refusal Failed = new("provider", "The provider did not say who you are. Try again; the server's log says what went wrong.");

    public static void AddProvider(this AuthenticationBuilder authentication, Workplace workplace)
    {
        if (workplace.Options.OpenId is not { } provider)
            return;
        authentication.Services.AddSingleton<Provider>();
        authentication.AddOpenIdConnect(Scheme, options =>
        {
            (options.Authority, options.ClientId, options.ClientSecret) = (provider.Authority.ToString().TrimEnd('/'), provider.ClientId, SecretOf(provider));
            options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
            options.Backchannel = workplace.OperatorClient(provider.Destinations);
            (options.ResponseType, options.ResponseMode, options.UsePkce) = ("code", "query", true);
            options.Scope.Clear();
            options.Scope.Add("openid");
            options.Scope.Add("email");
            options.CallbackPath = Callback;
            options.MapInboundClaims = false;
            options.DisableTelemetry = true;
            // Never used: our own session begins before it would be.
            options.SignInScheme = SessionAuthentication.Name;
            var time = workplace.Host.Time;
            options.TokenValidationParameters.LifetimeValidator = (from, until, _, parameters) =>
                until is { } end && end + parameters.ClockSkew > time.GetUtcNow().UtcDateTime && !(from - parameters.ClockSkew > time.GetUtcNow().UtcDateTime);
            options.TokenValidationParameters.ValidAlgorithms = Signatures;
            // By itself the handler takes whatever name the provider's configuration gives.
            options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer.TrimEnd('/') == options.Authority
                ? issuer
                : throw new SecurityTokenInvalidIssuerException($"The provider calls itself {issuer}, and Recoup:OpenId:Authority is {options.Authority}.");
            // The handler takes an unsigned token, since it fetched it itself.
            options.Events = new() { OnTokenValidated = RefuseUnsignedAsync, OnTicketReceived = ReceivedAsync, OnRemoteFailure = failed => EndAsync(failed, Failed) };
        });
        authentication.Services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<WebAddress>((options, address) =>
        {
            // They have to come back with a request that the provider's page led to: Strict would hold them back.
            foreach (var (cookie, name) in new[] { (options.CorrelationCookie, "recoup-correlation."), (options.NonceCookie, "recoup-nonce.") })
            {
                (cookie.SameSite, cookie.SecurePolicy, cookie.HttpOnly) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, true);
                (cookie.Name, cookie.Path) = address.IsSecure ? ($"__Host-{name}", "/") : (name, Callback);
            }
        });
    }

    public static void MapProvider(this IEndpointRouteBuilder pages, Workplace workplace)
    {
        if (workplace.Options.OpenId is null)
            return;
        pages.MapGet("/sign-in/provider", (HttpContext context, PageWriter write) => LeaveAsync(context, write, null)).LetsAnybodyIn();
        pages.MapGet("/link/{secret}/provider", (string secret, HttpContext context, PageWriter write) => LeaveAsync(context, write, secret)).LetsAnybodyIn();
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, PageWriter write, string? link)
    {
        // Another site's page may lead here, and does not sign anybody in: that is for whoever sees ours.
        if (context.Request.IsForeign())
            return SignInRoutes.SeeOther(link is null ? "/sign-in" : $"/link/{Uri.EscapeDataString(link)}");
        // What goes along is encrypted, and comes back unread.
        var properties = new AuthenticationProperties { RedirectUri = "/" };
        if (link is not null)
            properties.Items[Link] = link;
        try
        {
            await context.ChallengeAsync(Scheme, properties);
            return Results.Empty;
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException && !context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<ProviderLog>().Failed(e);
            return await PageAsync(context, write, Failed);
        }
    }

    private static Task RefuseUnsignedAsync(TokenValidatedContext validated)
    {
        if (validated.SecurityToken.RawSignature.Length == 0)
            validated.Fail("The provider's token is not signed.");
        return Task.CompletedTask;
    }

    private static async Task ReceivedAsync(TicketReceivedContext received)
    {
        var context = received.HttpContext;
        var (provider, cookie) = (context.RequestServices.GetRequiredService<Provider>(), context.RequestServices.GetRequiredService<SessionCookie>());
        var link = received.Properties!.Items.TryGetValue(Link, out var secret) ? secret : null;
        var entry = await provider.EnterAsync(Provider.Claimed.Of(received.Principal!), link, cookie.HashIn(context.Request), context.RequestAborted);
        if (entry.Session is not { } session)
        {
            await EndAsync(received, entry.Refusal!);
            return;
        }

        cookie.Give(context.Response, session);
        // The browser came from elsewhere and would not send a Strict cookie on to where it is sent: a page of ours leads there.
        var page = await context.RequestServices.GetRequiredService<PageWriter>().PageAsync<EnteredPage>(context);
        await page.ExecuteAsync(context);
        received.HandleResponse();
    }

    private static async Task EndAsync<T>(HandleRequestContext<T> ended, Refusal refusal)
        where T : AuthenticationSchemeOptions
    {
        if (ended is RemoteFailureContext { Failure: { } failure })
            ended.HttpContext.RequestServices.GetRequiredService<ProviderLog>().Failed(failure);
        var page = await PageAsync(ended.HttpContext, ended.HttpContext.RequestServices.GetRequiredService<PageWriter>(), refusal);
        await page.ExecuteAsync(ended.HttpContext);
        ended.HandleResponse();
    }

    private static Task<IResult> PageAsync(HttpContext context, PageWriter write, Refusal refusal) =>
        write.PageAsync<MessagePage>(context, ("provider", refusal), ("Title", "Not signed in"), ("Text", refusal.Reason), ("Href", "/sign-in"), ("Onward", "Sign in"));

    private static string? SecretOf(OpenIdOptions provider)
    {
        if (provider.ClientSecretFile is not { } path)
            return null;
        try
        {
            return File.ReadLines(path).FirstOrDefault()?.Trim() is { Length: > 0 } secret ? secret : throw new UserException($"Recoup:OpenId:ClientSecretFile: there is no secret in {path}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Recoup:OpenId:ClientSecretFile: the file cannot be read ({e.Message}).");
        }
    }
}
