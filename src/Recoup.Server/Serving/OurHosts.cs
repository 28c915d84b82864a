using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Recoup.Server.Serving;

/// <summary>What is checked of a request before anything else looks at it, and what every answer carries.</summary>
internal static class OurHosts
{
    /// <summary>The style of its progress bar, which Turbo puts into the page by itself: known by its hash, so that no other is let in.</summary>
    private const string TurboStyle = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='";

    /// <summary>Nothing but our own files, no frames, no other origins. Scripts and styles are files of ours: nothing inline but the one that is named.</summary>
    private const string ContentSecurityPolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self' {TurboStyle}; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A foreign Host header ends here.</summary>
    public static void UseOurHosts(this IApplicationBuilder app, WebAddress address) => app.Use((context, next) =>
    {
        Head(context.Response.Headers, address);
        if (!address.IsOurs(context.Request.Host.Host, context.Connection.RemoteIpAddress))
            return Problems.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, "foreign-host", "This server does not answer to that name. Ask it by the name of Recoup:Url; localhost is for this machine alone.");
        if (address.IsPublic(context.Request.Host.Host))
            context.Request.Scheme = address.Public!.Scheme;
        return next(context);
    });

    private static void Head(IHeaderDictionary headers, WebAddress address)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        // Not no-referrer: with that, browsers send "Origin: null" with our own forms, which then look foreign.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        // What is answered is about people: no cache keeps it. These two words, or antiforgery would put them there and warn of it.
        headers.CacheControl = "no-cache, no-store";
        if (address.IsSecure)
            headers.StrictTransportSecurity = "max-age=31536000";
    }
}
