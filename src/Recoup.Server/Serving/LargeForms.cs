using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Recoup.Core;

namespace Recoup.Server.Serving;

/// <summary>
/// Forms that are larger than their page takes. A browser hears no answer before it has sent everything: hung up on, it says that
/// the connection broke. So the rest is read and thrown away, and the page that the form belongs to says what was wrong.
/// </summary>
internal static class LargeForms
{
    /// <summary>Whoever announces more bytes than this is hung up on all the same.</summary>
    private const long MostRead = 1L << 30;

    public static T Takes<T>(this T route, int mostBytes)
        where T : IEndpointConventionBuilder => route.WithMetadata(new Limit(mostBytes));

    public static void UseLargeForms(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (context.GetEndpoint()?.Metadata.GetMetadata<Limit>() is { } limit && request.ContentLength > limit.MostBytes && request.ContentLength <= MostRead
            && context.User.Identity?.IsAuthenticated == true && request.HasFormContentType)
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            await request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            (request.Body, request.ContentLength, request.ContentType) = (Stream.Null, 0, null);
            context.Items[typeof(Limit)] = limit;
        }

        await next(context);
    });

    /// <summary>Whether a form was thrown away: nothing of it can be looked at, and nothing is done.</summary>
    public static bool IsTooLarge(this HttpContext context) => Refusal(context) is not null;

    /// <summary>Why a form was thrown away; null where none was.</summary>
    public static Refusal? Refusal(HttpContext context) => context.Items[typeof(Limit)] is Limit limit
        ? new("too-large", $"What was sent is larger than the {limit.MostBytes >> 20} MB that are taken here, and nothing of it was kept. Send less, or read the file where Recoup is installed: recoup import and recoup price-book set do that")
        : null;

    private sealed record Limit(int MostBytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MostBytes;
    }
}
