using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Reporting;

/// <summary>The scan whose accounts and findings are shown: the newest that came to an end.</summary>
public static class Shown
{
    /// <summary>Failed and cancelled scans in between are looked past, up to this many.</summary>
    private const int LookBack = 100;

    /// <summary>What is answered where there is none.</summary>
    public static readonly Refusal None = new("not-scanned", "No scan has come to an end yet");

    /// <summary>The newest complete or partial scan; null when there is none yet.</summary>
    public static async Task<Scan?> TryGetAsync(IStore store, OrgId org, CancellationToken cancellationToken)
    {
        // Nearly always it is the newest: reading a hundred for it would be most of the work of showing a page.
        if (await store.ScansAsync(org, new(1), cancellationToken) is [{ IsShown: true } newest])
            return newest;
        return (await store.ScansAsync(org, new(LookBack), cancellationToken)).FirstOrDefault(s => s.IsShown);
    }
}
