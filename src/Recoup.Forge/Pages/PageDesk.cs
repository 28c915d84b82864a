using System.Globalization;
using System.Text;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Atlassian;
using Recoup.Forge.Access;
using Recoup.Forge.Hosting;
using Recoup.Web;
using Recoup.Web.Privacy;

namespace Recoup.Forge.Pages;

/// <summary>Answers a request for a page, where whoever asks is let in and has the role that its route needs.</summary>
internal sealed class PageDesk(Installation installation, Visitors visitors)
{
    private static readonly IReadOnlySet<SignInRole> Nothing = new HashSet<SignInRole>();

    public async Task<PageAnswer> AnswerAsync(PageCall call, CancellationToken cancellationToken)
    {
        var connection = await installation.TryGetConnectionAsync(cancellationToken);
        var (roles, closed) = await new Door(installation, visitors.Verdicts).OpenAsync(connection, new(call.Account), cancellationToken);
        // A key is taken from whoever is an organisation admin by that key itself.
        var isConnecting = call is { Method: "POST", Path: "/connection" } && closed?.TakesKey == true;
        var privacy = Privacy(call);
        if (closed is not null && !isConnecting)
        {
            return await SentAsync(
                call is { Method: "GET", Path: "/privacy" }
                    ? await (closed with { Privacy = privacy }).AnswerAsync(200)
                    : await closed.AnswerAsync(connection is null ? 200 : 403),
                cancellationToken);
        }

        var visitor = new Visitor(call.Account, roles ?? Nothing);
        var request = new WebRequest(call.Method, call.Path, Fields(call.Query), Fields(call.Form), visitor, FormToken: "")
        {
            Edition = Edition.Jira,
            IsAtTheDoor = isConnecting,
            NewPrivacy = connection is null ? null : await visitors.PrivacySeen.NewsAsync(new(call.Account), cancellationToken),
            Beside = visitor.May(SignInRole.Admin) ? [("/people", "People")] : [],
        };
        var desk = new Desk(installation.Store, connection?.Org ?? OrgId.Local, call.Account, installation.Time);
        var host = new PageHost(installation, visitors, new(new(call.Site), new(call.SiteUrl.TrimEnd('/') + "/"), ""), new(call.Account))
        {
            Privacy = privacy,
        };
        if (RouteMatch.TryFind(call.Method, call.Path) is not var (route, values))
            return await SentAsync(await new Visit(request, desk, host, new Dictionary<string, string>()).RefusedAsync(new("no-page", $"There is no page {call.Path}"), "/", cancellationToken), cancellationToken);
        var visit = new Visit(request, desk, host, values);
        if (route.ForOrgAdmins && !ReferenceEquals(roles, Door.Every))
            return await SentAsync(await visit.RefusedAsync(new("forbidden", "Only an organisation admin says who is let in"), "/people", cancellationToken), cancellationToken);
        if (!isConnecting && !visitor.May(route.Role))
            return await SentAsync(await visit.RefusedAsync(new("forbidden", $"This takes somebody with the role {route.Role.ToString().ToLowerInvariant()}"), "/", cancellationToken), cancellationToken);
        try
        {
            return await SentAsync(await route.Answer(visit, cancellationToken), cancellationToken);
        }
        catch (AtlassianException e)
        {
            return await SentAsync(await visit.RefusedAsync(new("atlassian", $"Atlassian gave no usable answer ({e.Message}). Try again later"), "/", cancellationToken), cancellationToken);
        }
    }

    private static PrivacyBlanks Privacy(PageCall call) => new(
        DateOnly.TryParseExact(call.PolicyDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        call.PolicyContact,
        call.PolicyAddress);

    private static async Task<PageAnswer> SentAsync(WebResponse response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await response.Body(body, cancellationToken);
        var bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
        var isText = response.ContentType.StartsWith("text/", StringComparison.Ordinal) || response.ContentType.Contains("json", StringComparison.Ordinal);
        return new(response.Status, response.ContentType, isText ? Encoding.UTF8.GetString(bytes) : Convert.ToBase64String(bytes), isText, response.Location, response.FileName);
    }

    private static Fields Fields(IReadOnlyList<string[]> pairs) => new(pairs.Select(p => KeyValuePair.Create(p[0], p[1])));
}
