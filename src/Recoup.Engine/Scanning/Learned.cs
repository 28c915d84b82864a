using System.Collections.Concurrent;
using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>What the questions about candidates taught about keys: kept on the desk until the next checkpoint holds it.</summary>
public sealed class Learned
{
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Why API tokens cannot be read, in words; null while nothing speaks against it.</summary>
    public string? TokensNotReadable { get; set; }

    /// <summary>Kinds of entry in the organisation's audit log that say access was given; null until asked.</summary>
    public IReadOnlyList<string>? AccessActions { get; set; }

    /// <summary>The project roles that sites know, by site; a site is absent until asked.</summary>
    public Dictionary<SiteId, IReadOnlyList<long>> ProjectRoles { get; } = [];

    /// <summary>Sites that refused a question about filters, dashboards or edits, and why.</summary>
    public ConcurrentDictionary<SiteId, AtlassianException> WorkRefused { get; } = [];

    /// <summary>Notes something configured that was refused.</summary>
    public void Missing(string what) => _missing.Add(what);

    /// <summary>The scan with all of it.</summary>
    public Scan Into(Scan scan)
    {
        if (TokensNotReadable is not null)
            scan = scan with { Survey = scan.Survey with { TokensNotReadable = TokensNotReadable } };
        foreach (var (site, refusal) in WorkRefused)
            scan = scan.Without($"filters, dashboards and edits on {scan.Survey.SiteName(site)}", refusal).WithoutWork(site);
        return _missing.Aggregate(scan, (s, what) => s.Missing(what));
    }
}
