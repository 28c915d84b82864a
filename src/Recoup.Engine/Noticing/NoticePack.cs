using Recoup.Core;
using Recoup.Core.Plans;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Noticing;

/// <summary>Whom to tell, as a file for a mail merge. The host holds the lease on scans from before it is made until it is noted: a scan under way would write over what is noted.</summary>
/// <param name="Reached">Findings whose person has an address, by name.</param>
/// <param name="Hidden">Findings whose person has none, and is not told.</param>
/// <param name="Csv">The file; empty where nobody is to be told.</param>
/// <param name="Reminder">Whether they were told before.</param>
public sealed record NoticePack(IReadOnlyList<NoticeRow> Reached, IReadOnlyList<NoticeRow> Hidden, string Csv, bool Reminder)
{
    /// <summary>Makes the file; nothing is noted yet.</summary>
    /// <param name="reminder">Instead of those who were not told, those who were told half of the days ago and have not answered.</param>
    public static async Task<(NoticePack? Pack, Refusal? Refusal)> OfAsync(Desk desk, bool reminder, CancellationToken cancellationToken)
    {
        var settings = await desk.Store.SettingsAsync(desk.Org, cancellationToken);
        if (settings.NoticeDays == 0)
            return (null, new("notice-off", "Nobody is told before anything is done: notice.days is 0"));
        if (await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is not { } scan)
            return (null, Shown.None);
        var now = desk.Now;
        var rows = reminder
            ? await Notices.DueAsync(desk.Store, scan, settings, now, cancellationToken)
            : await Notices.NewAsync(desk.Store, scan, settings, cancellationToken);
        var (reached, hidden) = (rows.Where(r => r.Account.Email is { Length: > 0 }).ToList(), rows.Where(r => r.Account.Email is not { Length: > 0 }).ToList());
        var name = (await desk.Store.TryGetConnectionAsync(desk.Org, cancellationToken))?.Name ?? desk.Org.Value;
        var csv = reached.Count == 0 ? "" : NoticeText.Csv(reached, scan, name, f => NoticeGate.Ends(f.NoticedAt is null ? f with { NoticedAt = now } : f, settings)!.Value);
        return (new(reached, hidden, csv, reminder), null);
    }

    /// <summary>Notes that they were told: their days begin.</summary>
    public async Task NoteAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (Reached.Count == 0)
            return;
        var numbers = new Dictionary<string, long> { ["findings"] = Reached.Count, ["people"] = Reached.DistinctBy(r => r.Account.Id).Count(), ["withoutAddress"] = Hidden.Count, ["reminder"] = Reminder ? 1 : 0 };
        await desk.Store.CommitAsync(
            new Change(desk.Org, desk.Event("notice.export") with { Numbers = numbers }) { Recommendations = Reminder ? [] : [.. Reached.Select(r => r.Finding with { NoticedAt = desk.Now })] },
            cancellationToken);
    }
}
