namespace Recoup.Core.Audit;

/// <summary>What is wrong with a chain, and where.</summary>
/// <param name="Seq">The number that the entry should have.</param>
/// <param name="What">In words.</param>
public sealed record AuditFault(long Seq, string What);

/// <summary>Walks a chain from its first entry, one entry at a time, and stops at the first that is not as it was written.</summary>
/// <param name="earlier">A head of the same chain from before; null when none was kept.</param>
public sealed class AuditVerifier(AuditHead? earlier = null)
{
    private AuditChain? _chain;

    /// <summary>The newest entry that was found good.</summary>
    public AuditHead Head { get; private set; } = new(0, AuditHash.Zero);

    /// <summary>What is wrong; null while nothing is.</summary>
    public AuditFault? Fault { get; private set; }

    /// <summary>Looks at the next entry.</summary>
    /// <returns>Whether it is good.</returns>
    public bool Next(AuditEntry entry)
    {
        if (Fault is null)
            Fault = Wrong(entry) is { } what ? new(Head.Seq + 1, what) : null;
        if (Fault is not null)
            return false;
        Head = new(Head.Seq + 1, entry.Hash);
        return true;
    }

    /// <summary>Notes something wrong with the next entry that is not in its record.</summary>
    public void Reject(string what) => Fault ??= new(Head.Seq + 1, what);

    /// <summary>The chain has come to its end: whether it also holds the earlier head.</summary>
    public AuditFault? End()
    {
        if (Fault is null && earlier is not null && earlier.Seq > Head.Seq)
            Fault = new(Head.Seq + 1, $"the chain ends with entry {Head.Seq}, and entry {earlier.Seq} was there before: it was cut");
        return Fault;
    }

    private string? Wrong(AuditEntry entry)
    {
        var seq = Head.Seq + 1;
        var record = AuditRecord.TryParse(entry.Record);
        if (record is null)
            return "the record is not one that Recoup writes: it was edited";
        if (record.Seq != seq)
            return record.Seq > seq ? $"entry {record.Seq} stands here: one or more before it are missing" : $"entry {record.Seq} stands here a second time or out of its order";
        if (_chain is { } chain && record.Chain != chain)
            return $"it belongs to the chain of {record.Chain}, not of {chain}";
        if (AuditHash.Of(Head.Hash, entry.Record) != entry.Hash)
            return "the hash does not fit: this entry, or the one before it, was edited";
        if (earlier is not null && earlier.Seq == seq && earlier.Hash != entry.Hash)
            return "the chain was written anew: this entry had another hash before";
        _chain = record.Chain;
        return null;
    }
}
