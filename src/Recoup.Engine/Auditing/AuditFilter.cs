using Recoup.Core.Audit;

namespace Recoup.Engine.Auditing;

/// <summary>Which entries of a log are wanted. A null filter lets everything pass.</summary>
/// <param name="Action">What was done, such as <c>hold.add</c>, or how it begins, such as <c>hold.</c>.</param>
/// <param name="Outcome">How it ended, as the record says it.</param>
/// <param name="Actor">Who acted, exactly.</param>
/// <param name="Subject">Whom it is about, by account id.</param>
public sealed record AuditFilter(string? Action, string? Outcome, string? Actor, string? Subject)
{
    public bool IsEmpty => (Action ?? Outcome ?? Actor ?? Subject) is null;

    /// <summary>Every entry that passes, the oldest first.</summary>
    public async Task<IReadOnlyList<ShownEntry>> ReadAsync(IStore store, AuditChain chain, CancellationToken cancellationToken) => (Subject ?? Actor) is { } naming
        ? [.. (await store.AuditAsync(chain, new(1, long.MaxValue, naming), cancellationToken)).Where(Passes)]
        : await StoredLog.ReadAsync(store, chain, cancellationToken).Where(Passes).ToListAsync(cancellationToken);

    private bool Passes(ShownEntry entry)
    {
        if ((Actor is not null && entry.Actor != Actor) || (Subject is not null && entry.Subject?.Value != Subject))
            return false;
        if ((Action ?? Outcome) is null)
            return true;
        var record = AuditRecord.TryParse(entry.Entry.Record);
        return (Outcome is null || record?.Outcome == Outcome)
            && (Action is null || record?.Action == Action || (Action[^1] == '.' && record?.Action.StartsWith(Action, StringComparison.Ordinal) == true));
    }
}
