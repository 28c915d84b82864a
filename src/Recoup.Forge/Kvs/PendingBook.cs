namespace Recoup.Forge.Kvs;

/// <summary>Findings of changes that have their entry in the log and are too many for its transaction.</summary>
internal sealed record PendingBook
{
    /// <summary>Lists that count, and are to be put where findings are before anybody reads or writes one.</summary>
    public IReadOnlyList<ListParts> Ready { get => field ?? []; init; }

    /// <summary>Lists that are being written, also of a change that broke off.</summary>
    public IReadOnlyList<ListParts> Begun { get => field ?? []; init; }
}
