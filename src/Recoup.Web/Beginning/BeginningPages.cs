using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Web.Beginning;

/// <summary>What is there before anything was scanned: the ways to begin.</summary>
internal static class BeginningPages
{
    /// <summary>The largest export that is taken: about 300,000 accounts.</summary>
    public const int MostBytes = 50 << 20;

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var connection = await visit.Store.TryGetConnectionAsync(visit.Org, cancellationToken);
        var newest = await visit.Store.ScansAsync(visit.Org, new(1), cancellationToken);
        return await visit.PageAsync<FirstStart, Begun>("Welcome", new(connection, newest is [{ Status: ScanStatus.Running } running] ? running : null), cancellationToken);
    }

    public static async Task<WebResponse> ImportAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (visit.Request.Upload is not { } upload)
            return await visit.RefusedAsync(new("bad-file", "Choose a file first"), "/", cancellationToken);
        foreach (var org in await visit.Store.OrganizationsAsync(cancellationToken))
        {
            if (await visit.Store.TryGetConnectionAsync(org, cancellationToken) is not null)
                return await visit.RefusedAsync(new("connected", $"The organisation {org} is connected: a scan tells more than a file"), "/", cancellationToken);
        }

        using var reader = new StreamReader(upload.Open(), detectEncodingFromByteOrderMarks: true);
        var (scan, refusal) = await visit.Host.ImportAsync(visit.Desk with { Org = OrgId.Local }, reader, cancellationToken);
        return scan is null ? await visit.RefusedAsync(refusal!, "/", cancellationToken)
            // What was passed over stands on the import's own page.
            : WebResponse.SeeOther(scan.Survey.Missing.Count > 0 ? $"/scans/{scan.Id}" : "/");
    }
}

/// <summary>How far the beginning is.</summary>
/// <param name="Connection">How the organisation is reached; null while it is not.</param>
/// <param name="Running">The first scan, once it was begun.</param>
public sealed record Begun(Connection? Connection, Scan? Running);
