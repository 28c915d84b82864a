using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>One part of a scan, done in steps.</summary>
internal interface IPhase
{
    /// <summary>Whether it asks a site with that site's own token: then a refused token ends the phase for the site, not the scan.</summary>
    bool AsksSites => false;

    /// <summary>Does the next piece of work and saves it with the scan. The returned scan is what was saved.</summary>
    Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken);

    /// <summary>Goes on without what could not be read, noting what is missing; null when the scan is worth nothing without it.</summary>
    Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken) => Task.FromResult<Scan?>(null);
}
