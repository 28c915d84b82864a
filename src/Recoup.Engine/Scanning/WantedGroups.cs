using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>What is worth keeping of an account's groups beside those that give seats: the ones that the policy names, and whether any works in a service project.</summary>
public sealed class WantedGroups
{
    private readonly HashSet<string> _named;
    private readonly IReadOnlyList<SiteId> _sites;

    public WantedGroups(Settings settings, Survey survey)
    {
        _named = [.. settings.Selectors.Select(w => w.Group).OfType<string>()];
        _sites = settings.ExtendedReads ? survey.WorkSites : [];
    }

    /// <summary>Those of an account's groups that the policy names, as it names them.</summary>
    public IReadOnlyList<string> Named(IReadOnlyList<UserGroupBody> groups) =>
        _named.Count == 0 ? [] : [.. _named.Where(name => groups.Any(g => g.Name == name || GroupId.From(g.Id).Value == name)).Order(StringComparer.Ordinal)];

    /// <summary>The sites on which it has a role in a service project; null where no site's projects were read.</summary>
    public IReadOnlyList<SiteId>? ServesOn(Roster roster, AccountId account, IReadOnlyList<GroupId> groups) =>
        _sites.Count == 0 ? null : [.. _sites.Where(site => roster.Serves(site, account, groups))];
}
