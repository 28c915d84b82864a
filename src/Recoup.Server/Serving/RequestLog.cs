using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Recoup.Server.Serving;

/// <summary>
/// One line for each request: when, which route, how it ended, how long it took, and what refused it. The route and not the path, which may name a person;
/// no query, no address, no name of whoever asked (P22).
/// </summary>
internal static class RequestLog
{
    public static void UseRequestLog(this IApplicationBuilder app, TextWriter log, TimeProvider time) => app.Use(async (context, next) =>
    {
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
            await log.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{LineLog.Moment(time)} {Method(context.Request.Method)} {route} {context.Response.StatusCode} {time.GetElapsedTime(began).TotalMilliseconds:0} ms{(Problems.GateOf(context) is { } gate ? $" {gate}" : "")}"));
        }
    });

    /// <summary>A method that we do not know is somebody's free text.</summary>
    private static string Method(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" ? method : "?";
}
