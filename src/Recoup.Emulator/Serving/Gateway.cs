using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Recoup.Emulator;

/// <summary>Takes every request: counts it, lets faults happen, checks key and limit, finds the endpoint.</summary>
internal sealed class Gateway(EmulatorServer server)
{
    readonly Route[] routes = [.. AdminRoutes.All, .. AccountRoutes.All, .. JiraRoutes.All];
    readonly Keys keys = server.Keys;
    readonly RateLimits limits = new(server.Options, server.Requests);

    public async Task HandleAsync(HttpContext http)
    {
        // The raw target, because a slash inside an encoded id must not end a segment.
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?')[0];
        var (route, values) = Find(http.Request.Method, path.Split('/'));
        server.Requests.Count(route?.Name);

        var fault = server.Faults.Take(http.Request.Method, path);
        if (fault is Fault.Drop)
        {
            http.Abort();
            return;
        }

        var call = new Call(http, server) { Values = values };
        try
        {
            if (fault is Fault.Answer answer) answer.Write(call);
            else await AnswerAsync(call, route, path);
        }
        catch (Refusal refusal)
        {
            refusal.Write(call);
        }

        await call.SendAsync(fault);
    }

    async Task AnswerAsync(Call call, Route? route, string path)
    {
        if (route is null)
        {
            throw path.StartsWith("/admin/", StringComparison.Ordinal) ? Errors.Admin(404, "ADMIN-404-1", "Not found", "There is no such endpoint.")
                : path.StartsWith("/users/", StringComparison.Ordinal) ? Errors.Account(404, "notFound")
                : Errors.Jira(404, "Not Found");
        }

        keys.Check(call, route);
        limits.Check(call, route);
        await route.Answer(call);
    }

    (Route? Route, IReadOnlyList<string> Values) Find(string method, ReadOnlySpan<string> path)
    {
        foreach (var route in routes)
            if (route.Match(method, path) is { } values) return (route, values);
        return (null, []);
    }
}
