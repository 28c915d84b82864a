using Recoup.Core.Directory;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Reporting;

/// <summary>The scan whose accounts and findings are shown: the newest that came to an end.</summary>
public static class Shown
{
    /// <summary>Failed and cancelled scans in between are looked past, up to this many.</summary>
    private const int LookBack = 100;

    /// <summary>The newest complete or partial scan; null when there is none yet.</summary>
    public static async Task<Scan?> TryGetAsync(IStore store, OrgId org, CancellationToken cancellationToken) =>
        (await store.ScansAsync(org, LookBack, cancellationToken)).FirstOrDefault(s => s.IsShown);
}
