using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;

namespace Recoup.Server.SigningIn;

/// <summary>Who may come in, and how: a session of a browser, or a token of a script.</summary>
internal static class SignIn
{
    private const string Either = "either";

    public static void AddSignIn(this IServiceCollection services, Workplace workplace)
    {
        workplace.Keys.AddTo(services);
        services.AddAuthentication(Either)
            // A request that brings a token is a script's: no cookie counts beside it.
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context => context.Request.BringsToken() ? TokenAuthentication.Name : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Name, null)
            .AddCookie();
        services.AddAntiforgery(form => (form.HeaderName, form.Cookie.Name) = ("X-Form-Token", "recoup-form"));
    }
}
