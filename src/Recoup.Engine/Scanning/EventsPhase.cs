using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Who was given access lately, from the organisation's audit log: the newest page of each of two kinds of entry. What lies
/// further back stays unknown, and an unknown tenure lowers nothing (RULES 1).
/// </summary>
internal sealed class EventsPhase : IPhase
{
    private const string What = "who was given access lately";

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var api = desk.Atlassian.Organizations;
        var actions = desk.Learned.AccessActions ??= [.. Giving(await api.EventActionsAsync(cancellationToken))];
        if (scan.Position >= actions.Count)
            return await desk.EnterAsync(scan, ScanPhase.People, cancellationToken);

        var events = await api.NewestEventsAsync(actions[scan.Position], scan.Survey.Now - desk.Settings.NeverUsed, cancellationToken);
        var next = scan with { Position = scan.Position + 1 };
        return await desk.SaveListingAsync(
            next.Position < actions.Count ? next : scan.Enter(ScanPhase.People),
            new Listing(scan.Listings) { Given = [.. events.SelectMany(Given)] },
            cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken) =>
        await desk.EnterAsync(scan.Without(What, failure), ScanPhase.People, cancellationToken);

    /// <summary>
    /// The kinds of entry that say access was given: into a group, and as a role or app. Told by their display names, since
    /// no document lists the ids; one of each is enough to ask for.
    /// </summary>
    private static IEnumerable<string> Giving(IReadOnlyList<EventActionBody> actions)
    {
        var named = actions.Select(a => (a.Id, Words: Words.Of(a.Attributes?.DisplayName ?? a.Id))).ToList();
        var group = named.Find(a => a.Words.Contains("group") && a.Words.Contains("added") && !a.Words.Contains("removed"));
        var access = named.Find(a => a.Words.Contains("granted") && (a.Words.Contains("access") || a.Words.Contains("role")));
        return new[] { group.Id, access.Id }.OfType<string>();
    }

    private static IEnumerable<AccessGiven> Given(EventBody entry) =>
        entry.Attributes is { Time: { } at, Context: { } context }
            ? context.Where(c => c?.Id is not null).Select(c => new AccessGiven(new(c.Id!), at))
            : [];
}
