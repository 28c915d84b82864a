using System.Globalization;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Connecting;
using Recoup.Engine.Diagnosis;

namespace Recoup.Web.Beginning;

/// <summary>How the organisation is reached: its keys, what each may do, and new ones. A key never comes back.</summary>
internal static class ConnectionPages
{
    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (await visit.Store.TryGetConnectionAsync(visit.Org, cancellationToken) is not { } connection)
            return await visit.PageAsync<ConnectionPage, ShownConnection>("Connection", new(null, [], null, visit.Host.TakesKeys), cancellationToken);
        var (checks, refusal) = await visit.Host.ExamineAsync(visit.Desk, connection, cancellationToken);
        return await visit.PageAsync<ConnectionPage, ShownConnection>("Connection", new(connection, checks, refusal, visit.Host.TakesKeys), cancellationToken);
    }

    public static async Task<WebResponse> ConnectAsync(Visit visit, CancellationToken cancellationToken) =>
        await TryConnectAsync(visit, cancellationToken) is { } refusal
            ? await visit.RefusedAsync(refusal, "/connection", cancellationToken)
            : WebResponse.SeeOther("/connection");

    private static async Task<Refusal?> TryConnectAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (!visit.Host.TakesKeys)
            return new("demo", "The demo is thrown away and connects to nothing real: start recoup serve, and connect there");
        var form = visit.Request.Form;
        if (form["org"] is not { } org)
            return new("bad-organization", "Give the organisation's id: the last part of admin.atlassian.com/o/ID");
        // Inside Jira the site is asked as the app, and there is one organisation: its data stands where another's would.
        var isInJira = visit.Request.Edition == Edition.Jira;
        if (isInJira && visit.Org.Value != org && await visit.Store.TryGetConnectionAsync(visit.Org, cancellationToken) is { } other)
            return new("another-organization", $"{other.Name} is connected here. Clear its data on the page Settings before another organisation is");
        var (site, email, token) = isInJira ? (null, null, null) : (form["site"], form["email"], form["token"]);
        if (new[] { site, email, token }.Count(v => v is not null) is 1 or 2)
            return new("bad-site", "A site takes all three: its address, the e-mail address of whoever made the token, and the token");
        if (!TryGetDay(form, "keyExpires", out var keyExpires) || !TryGetDay(form, "tokenExpires", out var tokenExpires))
            return new("bad-day", "A last day is a date, such as 2027-03-31");
        if (form["key"] is null && site is null)
            return new("bad-key", "Nothing to connect with: give the API key, or a site");
        var desk = visit.Desk with { Org = new OrgId(org) };
        var connector = visit.Host.Connector(desk);
        // Another address than the one it has is given where a machine is set up, never in a browser.
        var known = await visit.Store.TryGetConnectionAsync(desk.Org, cancellationToken);
        var (connected, refusal) = await connector.OrganizationAsync(known?.Api, form["key"], keyExpires, cancellationToken);
        if (connected is null || site is null)
            return refusal;
        var (url, wrong) = Addresses.Site(site, connected.Connection);
        return url is null ? wrong : await connector.SiteAsync(connected.Connection, url, email!, token!, tokenExpires, cancellationToken);
    }

    private static bool TryGetDay(Fields form, string name, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(form[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
        return day is not null || form[name] is null;
    }
}

/// <summary>A connection as it is shown.</summary>
/// <param name="Connection">How the organisation is reached; null while it is not.</param>
/// <param name="Checks">What each key may do.</param>
/// <param name="Refusal">Why that could not be tried; null where it was.</param>
/// <param name="TakesKeys">Whether new keys may be given.</param>
public sealed record ShownConnection(Connection? Connection, IReadOnlyList<Check> Checks, Refusal? Refusal, bool TakesKeys);
