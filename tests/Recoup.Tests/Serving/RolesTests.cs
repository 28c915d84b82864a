using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Server.Serving;

namespace Recoup.Tests.Serving;

/// <summary>Whom each route lets in, tried as everybody.</summary>
public sealed class RolesTests
{
    /// <summary>Every route, with the one role that it needs; viewer is whoever is signed in.</summary>
    private static readonly Dictionary<string, SignInRole?> Expected = new()
    {
        ["GET /health"] = null,
        ["GET /ready"] = null,
        ["GET /recoup.css"] = null,
        ["GET /"] = SignInRole.Viewer,
        ["GET /sign-in"] = null,
        ["POST /sign-in"] = null,
        ["POST /sign-in/code"] = null,
        ["POST /sign-out"] = SignInRole.Viewer,
        ["GET /link/{secret}"] = null,
        ["POST /link/{secret}"] = null,
        ["GET /account/"] = SignInRole.Viewer,
        ["POST /account/password"] = SignInRole.Viewer,
        ["GET /account/authenticator"] = SignInRole.Viewer,
        ["POST /account/authenticator"] = SignInRole.Viewer,
        ["POST /account/authenticator/confirm"] = SignInRole.Viewer,
        ["POST /account/authenticator/remove"] = SignInRole.Viewer,
        ["POST /account/recovery-codes"] = SignInRole.Viewer,
        ["POST /account/sessions/end"] = SignInRole.Viewer,
        ["POST /account/sessions/end-others"] = SignInRole.Viewer,
        ["POST /account/tokens"] = SignInRole.Viewer,
        ["POST /account/tokens/remove"] = SignInRole.Viewer,
        ["GET /api/v1/session"] = SignInRole.Viewer,
        ["GET /api/v1/tokens/"] = SignInRole.Viewer,
        ["POST /api/v1/tokens/"] = SignInRole.Viewer,
        ["DELETE /api/v1/tokens/{token}"] = SignInRole.Viewer,
        ["GET /people/"] = SignInRole.Admin,
        ["POST /people/"] = SignInRole.Admin,
        ["POST /people/roles"] = SignInRole.Admin,
        ["POST /people/unlock"] = SignInRole.Admin,
        ["POST /people/link"] = SignInRole.Admin,
        ["POST /people/remove"] = SignInRole.Admin,
        ["GET /api/v1/people/"] = SignInRole.Admin,
        ["POST /api/v1/people/"] = SignInRole.Admin,
        ["PUT /api/v1/people/{person}/roles"] = SignInRole.Admin,
        ["POST /api/v1/people/{person}/unlock"] = SignInRole.Admin,
        ["POST /api/v1/people/{person}/link"] = SignInRole.Admin,
        ["DELETE /api/v1/people/{person}"] = SignInRole.Admin,
        ["POST /import"] = SignInRole.Operator,
        ["GET /connection"] = SignInRole.Viewer,
        ["POST /connection"] = SignInRole.Admin,
        ["POST /settings/clear"] = SignInRole.Admin,
        ["GET /privacy"] = SignInRole.Viewer,
        ["POST /privacy/seen"] = SignInRole.Viewer,
        ["GET /recommendations"] = SignInRole.Viewer,
        ["GET /recommendations/export"] = SignInRole.Viewer,
        ["POST /recommendations/hand-over"] = SignInRole.Operator,
        ["POST /recommendations/count"] = SignInRole.Operator,
        ["POST /recommendations/plan"] = SignInRole.Operator,
        ["POST /recommendations/{id}/dismiss"] = SignInRole.Operator,
        ["POST /recommendations/{id}/reopen"] = SignInRole.Operator,
        ["GET /users"] = SignInRole.Viewer,
        ["GET /users/export"] = SignInRole.Viewer,
        ["GET /users/{account}"] = SignInRole.Viewer,
        ["POST /users/{account}/hold"] = SignInRole.Operator,
        ["POST /users/{account}/release"] = SignInRole.Operator,
        ["POST /users/{account}/kind"] = SignInRole.Operator,
        ["POST /users/{account}/forget"] = SignInRole.Admin,
        ["GET /plans"] = SignInRole.Viewer,
        ["POST /plans"] = SignInRole.Operator,
        ["GET /plans/{plan}"] = SignInRole.Viewer,
        ["POST /plans/{plan}/approve"] = SignInRole.Approver,
        ["POST /plans/{plan}/apply"] = SignInRole.Operator,
        ["GET /money"] = SignInRole.Viewer,
        ["GET /money/price-book"] = SignInRole.Viewer,
        ["POST /money/price-book"] = SignInRole.Admin,
        ["GET /runs"] = SignInRole.Viewer,
        ["GET /runs/{run}"] = SignInRole.Viewer,
        ["POST /runs/{run}/pause"] = SignInRole.Operator,
        ["POST /runs/{run}/stop"] = SignInRole.Operator,
        ["POST /runs/{run}/resume"] = SignInRole.Operator,
        ["POST /runs/{run}/undo"] = SignInRole.Operator,
        ["POST /runs/{run}/verify"] = SignInRole.Operator,
        ["GET /access"] = SignInRole.Viewer,
        ["GET /scans"] = SignInRole.Viewer,
        ["POST /scans"] = SignInRole.Operator,
        ["POST /scans/cancel"] = SignInRole.Operator,
        ["GET /scans/{scan}"] = SignInRole.Viewer,
        ["GET /audit"] = SignInRole.Viewer,
        ["GET /audit/export"] = SignInRole.Viewer,
        ["GET /assistant"] = SignInRole.Viewer,
        ["POST /assistant/switch"] = SignInRole.Admin,
        ["POST /assistant/key"] = SignInRole.Admin,
        ["POST /assistant/test"] = SignInRole.Admin,
        ["GET /settings"] = SignInRole.Viewer,
        ["POST /settings"] = SignInRole.Admin,
        ["GET /turbo.js"] = null,
        ["GET /recoup.js"] = null,
        ["GET /live.js"] = null,
        ["GET /echarts.js"] = null,
        ["GET /icon.svg"] = null,
        ["GET /api/v1/openapi.json"] = null,
        ["GET /api/v1/organizations"] = SignInRole.Viewer,
        ["GET /api/v1/doctor"] = SignInRole.Viewer,
        ["POST /api/v1/clear"] = SignInRole.Admin,
        ["GET /api/v1/scans/"] = SignInRole.Viewer,
        ["GET /api/v1/scans/{scan}"] = SignInRole.Viewer,
        ["POST /api/v1/scans/"] = SignInRole.Operator,
        ["POST /api/v1/scans/cancel"] = SignInRole.Operator,
        ["GET /api/v1/users/"] = SignInRole.Viewer,
        ["GET /api/v1/users/{account}"] = SignInRole.Viewer,
        ["GET /api/v1/users/{account}/export"] = SignInRole.Viewer,
        ["PUT /api/v1/users/{account}/kind"] = SignInRole.Operator,
        ["DELETE /api/v1/users/{account}/kind"] = SignInRole.Operator,
        ["POST /api/v1/users/{account}/forget"] = SignInRole.Admin,
        ["GET /api/v1/assistant/"] = SignInRole.Viewer,
        ["POST /api/v1/assistant/test"] = SignInRole.Admin,
        ["PUT /api/v1/assistant/key"] = SignInRole.Admin,
        ["DELETE /api/v1/assistant/key"] = SignInRole.Admin,
        ["GET /api/v1/recommendations/"] = SignInRole.Viewer,
        ["GET /api/v1/recommendations/{id}"] = SignInRole.Viewer,
        ["POST /api/v1/recommendations/{id}/dismiss"] = SignInRole.Operator,
        ["POST /api/v1/recommendations/{id}/reopen"] = SignInRole.Operator,
        ["GET /api/v1/holds/"] = SignInRole.Viewer,
        ["POST /api/v1/holds/"] = SignInRole.Operator,
        ["DELETE /api/v1/holds/{account}"] = SignInRole.Operator,
        ["GET /api/v1/plans/"] = SignInRole.Viewer,
        ["GET /api/v1/plans/{plan}"] = SignInRole.Viewer,
        ["POST /api/v1/plans/"] = SignInRole.Operator,
        ["POST /api/v1/plans/{plan}/approve"] = SignInRole.Approver,
        ["GET /api/v1/runs/"] = SignInRole.Viewer,
        ["GET /api/v1/runs/{run}"] = SignInRole.Viewer,
        ["POST /api/v1/runs/"] = SignInRole.Operator,
        ["POST /api/v1/runs/{run}/undo"] = SignInRole.Operator,
        ["POST /api/v1/runs/{run}/resume"] = SignInRole.Operator,
        ["POST /api/v1/runs/{run}/verify"] = SignInRole.Operator,
        ["POST /api/v1/runs/{run}/pause"] = SignInRole.Operator,
        ["POST /api/v1/runs/{run}/stop"] = SignInRole.Operator,
        ["GET /api/v1/money"] = SignInRole.Viewer,
        ["GET /api/v1/report"] = SignInRole.Viewer,
        ["GET /api/v1/service-accounts"] = SignInRole.Viewer,
        ["GET /api/v1/notices/"] = SignInRole.Viewer,
        ["POST /api/v1/notices/export"] = SignInRole.Operator,
        ["POST /api/v1/notices/answers"] = SignInRole.Operator,
        ["GET /api/v1/route-out/"] = SignInRole.Viewer,
        ["POST /api/v1/route-out/pack"] = SignInRole.Operator,
        ["GET /api/v1/settings/"] = SignInRole.Viewer,
        ["PUT /api/v1/settings/{name}"] = SignInRole.Admin,
        ["GET /api/v1/policy/"] = SignInRole.Viewer,
        ["PUT /api/v1/policy/"] = SignInRole.Admin,
        ["POST /api/v1/policy/check"] = SignInRole.Viewer,
        ["POST /api/v1/policy/diff"] = SignInRole.Viewer,
        ["GET /api/v1/price-book/"] = SignInRole.Viewer,
        ["PUT /api/v1/price-book/"] = SignInRole.Admin,
        ["DELETE /api/v1/price-book/"] = SignInRole.Admin,
        ["POST /api/v1/price-book/check"] = SignInRole.Viewer,
        ["GET /api/v1/audit/"] = SignInRole.Viewer,
        ["GET /api/v1/audit/verify"] = SignInRole.Viewer,
        ["GET /api/v1/audit/export"] = SignInRole.Viewer,
    };

    [Fact]
    public async Task Every_route_lets_in_whom_the_table_says_and_nobody_else()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        await served.Premises.ConnectAsync();
        var clients = new Dictionary<SignInRole, HttpClient>();
        foreach (var role in Enum.GetValues<SignInRole>())
            clients[role] = await served.AsAsync(role);
        using var nobody = served.Anybody();
        var (table, wrong) = (new Dictionary<string, SignInRole?>(), new List<string>());

        foreach (var route in served.Server.Routes)
        {
            var (method, path) = (route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0], route.RoutePattern.RawText!);
            var needed = route.Metadata.OfType<LetsIn>().Single().Role;
            table[$"{method} {path}"] = needed;
            await TryAsync(nobody, needed is null, HttpStatusCode.Unauthorized, "nobody");
            foreach (var (role, client) in clients)
                await TryAsync(client, needed is null or SignInRole.Viewer || needed == role, HttpStatusCode.Forbidden, $"{role}");

            async Task TryAsync(HttpClient client, bool letsIn, HttpStatusCode refusal, string who)
            {
                // What the route asks for is not there, or the body is none: nothing is begun by asking.
                using var request = new HttpRequestMessage(new(method), path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
                if (method is "POST" or "PUT")
                    request.Content = new StringContent("[]", Encoding.UTF8, "application/json");
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                // A page sends who is not signed in to where that is done.
                var refused = answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) == true ? HttpStatusCode.Unauthorized : answer.StatusCode;
                if (letsIn ? refused is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden : refused != refusal)
                    wrong.Add($"{method} {path} answers {who} with {(int)answer.StatusCode}");
            }
        }

        foreach (var client in clients.Values)
            client.Dispose();
        wrong.ShouldBeEmpty();
        table.OrderBy(r => r.Key, StringComparer.Ordinal).ShouldBe(Expected.OrderBy(r => r.Key, StringComparer.Ordinal));
    }
}
