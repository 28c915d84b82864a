using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Recoup.Emulator;

/// <summary>Takes every request: counts it, lets faults happen, checks key and limit, finds the endpoint.</summary>
internal sealed class Gateway(EmulatorServer server)
{
    readonly Route[] routes = Routes.All;
    readonly Keys keys = server.Keys;
    readonly RateLimits limits = new(server.Options, server.Requests);
    readonly Chance chance = new(server.Options, server.Organisation.Seed);
    readonly Shelf shelf = new(server.Organisation);
    readonly Control control = new(server);

    public async Task HandleAsync(HttpContext http)
    {
        // The raw target, because a slash inside an encoded id must not end a segment.
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?')[0];
        var sent = await ReadAsync(http);
        if (path.StartsWith(Control.Prefix, StringComparison.Ordinal))
        {
            using var asked = new Call(http, server, sent);
            await control.HandleAsync(asked, path);
            return;
        }

        var (route, values) = Find(http.Request.Method, path.Split('/'));
        server.Requests.Count(route?.Name);
        var answered = route?.Template == ClaudeRoutes.MessagesPath ? server.Claude.Hear(http.Request, sent, server.Options.Time.GetUtcNow()) : null;
        var fault = server.Faults.Take(http.Request.Method, path) ?? chance.Next(route);
        var wait = server.Options.Latency + ((fault as Fault.Slow)?.For ?? TimeSpan.Zero);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, server.Options.Time, http.RequestAborted);
        if (fault is Fault.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, server.Options.Time, http.RequestAborted);
        if (fault is Fault.Drop)
        {
            http.Abort();
            return;
        }

        using var call = new Call(http, server, sent) { Values = values };
        server.Changes.Arrive();
        try
        {
            if (fault is Fault.Answer answer) answer.Write(call);
            else if (fault is Fault.Failed failed) failed.Write(call, route, server.Requests);
            else Answer(call, route, target, fault);
        }
        catch (Refusal refusal)
        {
            refusal.Write(call);
        }

        answered?.Invoke(call.Status);
        if (fault is Fault.AnswerLost) http.Abort();
        else await call.SendAsync(fault);
    }

    void Answer(Call call, Route? route, string target, Fault? fault)
    {
        if (route is null)
        {
            throw target.StartsWith("/admin/", StringComparison.Ordinal) ? Errors.Admin(404, "ADMIN-404-1", "Not found", "There is no such endpoint.")
                : target.StartsWith("/v1/", StringComparison.Ordinal) ? Errors.Claude(404, "Not found")
                : target.StartsWith("/users/", StringComparison.Ordinal) ? Errors.Account(404, "notFound")
                : Errors.Jira(404, "Not Found");
        }

        keys.Check(call, route);
        limits.Check(call, route);
        if (route.Writes) server.Ledger.Write(call, route);
        else if (route.Kept && fault is null) shelf.Answer(call, route, target);
        else route.Answer(call);
    }

    (Route? Route, IReadOnlyList<string> Values) Find(string method, ReadOnlySpan<string> path)
    {
        foreach (var route in routes)
            if (route.Match(method, path) is { } values) return (route, values);
        return (null, []);
    }

    static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is null or 0 && !http.Request.Headers.ContainsKey("Transfer-Encoding")) return default;
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return buffer.ToArray();
    }
}
