using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn.Pages;

namespace Recoup.Server.SigningIn;

/// <summary>Who may come in, and how: a session of a browser, or a token of a script.</summary>
internal static class SignIn
{
    private const string Either = "either";

    public static void AddSignIn(this IServiceCollection services, Workplace workplace)
    {
        workplace.Keys.AddTo(services);
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SignInBook>();
        services.AddSingleton<Authenticators>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<Links>();
        services.AddSingleton<Account>();
        services.AddSingleton<PageWriter>();
        services.AddSingleton<ProviderLog>();
        services.AddAuthentication(Either)
            // A request that brings a token is a script's: no cookie counts beside it.
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context => context.Request.BringsToken() ? TokenAuthentication.Name : SessionAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Name, null)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.Name, null)
            .AddProvider(workplace);
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<WebAddress>((form, address) =>
        {
            form.HeaderName = "X-Form-Token";
            form.FormFieldName = "formToken";
            // As of a session's cookie: no other host and nobody without TLS can put one in its place.
            form.Cookie.Name = address.IsSecure ? "__Host-recoup-form" : "recoup-form";
            form.Cookie.Path = "/";
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // The front door says what may frame a page.
            form.SuppressXFrameOptionsHeader = true;
        });
        services.AddSignInLimits();
    }
}
