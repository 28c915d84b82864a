using Recoup.Core.Directory;

namespace Recoup.Web.Beginning;

/// <summary>What is there before anything was scanned: the ways to begin.</summary>
internal static class BeginningPages
{
    /// <summary>The largest export that is taken: about 300,000 accounts.</summary>
    public const int MostBytes = 50 << 20;

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken) =>
        await visit.PageAsync<FirstStart, Engine.Connection?>("Welcome", await visit.Store.TryGetConnectionAsync(visit.Org, cancellationToken), cancellationToken);

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
