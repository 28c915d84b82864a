using Recoup.Core.Directory;

namespace Recoup.Forge.Kvs;

/// <summary>One line of a list that says what there is: documents are found through it and never by a query, which may be stale.</summary>
/// <param name="Id">The id.</param>
/// <param name="At">What it is sorted by.</param>
internal sealed record Entry(string Id, DateTimeOffset At);

/// <summary>Lists of one organisation.</summary>
internal static class Lists
{
    public const string Scans = "scans";
    public const string Plans = "plans";
    public const string Runs = "runs";

    /// <summary>The list, the newest first.</summary>
    public static async Task<List<Entry>> ReadAsync(IKvs kvs, OrgId org, string list, CancellationToken cancellationToken) =>
        await kvs.TryReadStampedAsync(Keys.Of(org, list), KvsJson.Default.ListEntry, cancellationToken) ?? [];

    /// <summary>Sees to it that something is in a list.</summary>
    public static async Task AddAsync(Attempt attempt, OrgId org, string list, Entry entry)
    {
        var key = Keys.Of(org, list);
        var entries = await attempt.TryReadAsync(key, KvsJson.Default.ListEntry) ?? [];
        if (!entries.Contains(entry))
            await attempt.PutAsync(key, [.. entries.Where(e => e.Id != entry.Id).Append(entry).OrderByDescending(e => e.At).ThenByDescending(e => e.Id, StringComparer.Ordinal)], KvsJson.Default.ListEntry);
    }

    /// <summary>Takes something out of a list.</summary>
    public static async Task RemoveAsync(Attempt attempt, OrgId org, string list, string id)
    {
        var key = Keys.Of(org, list);
        if (await attempt.TryReadAsync(key, KvsJson.Default.ListEntry) is { } entries)
            await attempt.PutAsync(key, [.. entries.Where(e => e.Id != id)], KvsJson.Default.ListEntry);
    }
}
