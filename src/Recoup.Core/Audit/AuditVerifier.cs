namespace Recoup.Core.Audit;

/// <summary>The first thing that is wrong with a chain.</summary>
/// <param name="Seq">The place in the chain, from 1: the number that the entry there should have.</param>
/// <param name="What">What is wrong, in words that go on after "entry N:".</param>
/// <param name="Line">The line in the file it was read from; null where there is none.</param>
public sealed record AuditFault(long Seq, string What, int? Line = null);

/// <summary>
/// Checks a chain entry by entry, without keeping any: numbers 1, 2, 3 …, every hash right, every record one of ours, one chain
/// only. Proves that nothing was changed *inside*; that nothing is missing at the end shows only against an earlier head.
/// </summary>
/// <param name="earlier">A head that the chain must have had; null when none is known.</param>
/// <param name="expected">Whose log it must be; null where the first entry says it.</param>
public sealed class AuditVerifier(EarlierHead? earlier = null, AuditChain? expected = null)
{
    private bool _met = earlier?.Fits(AuditHead.Start) ?? true;

    /// <summary>The last entry that fits.</summary>
    public AuditHead Head { get; private set; } = AuditHead.Start;

    /// <summary>The chain of the first entry; null before it.</summary>
    public AuditChain? Chain { get; private set; }

    /// <summary>The first fault; null so far.</summary>
    public AuditFault? Fault { get; private set; }

    /// <summary>Takes the next entry.</summary>
    /// <returns>Its record; null when it does not fit, or when an earlier one did not.</returns>
    public AuditRecord? Add(AuditEntry entry)
    {
        if (Fault is not null)
            return null;
        var record = AuditRecord.TryParse(entry.Record);
        var head = new AuditHead(Head.Seq + 1, entry.Hash);
        if (WrongWith(entry, record, head) is { } what)
        {
            Fault = new(head.Seq, what);
            return null;
        }

        Head = head;
        Chain ??= record!.Chain;
        _met |= earlier?.Fits(head) ?? true;
        return record;
    }

    /// <summary>Says that no entry follows.</summary>
    /// <returns>The first fault; null when the chain is whole.</returns>
    public AuditFault? End()
    {
        if (Fault is null && !_met)
            Fault = new(Head.Seq + 1, earlier!.Seq > Head.Seq
                ? $"the chain ends at entry {Head.Seq} and once had {earlier.Seq}: its end was cut off"
                : $"no entry has the earlier head's hash {earlier.Hash}: the chain was cut off or rewritten, or is another one");
        return Fault;
    }

    private string? WrongWith(AuditEntry entry, AuditRecord? record, AuditHead head)
    {
        if (record is null)
            return "the record was edited: it is not one that Recoup writes";
        if (record.Seq > head.Seq)
            return $"entry {record.Seq} stands in its place: entries are missing or reordered, or its number was edited";
        if (record.Seq < head.Seq)
            return $"entry {record.Seq} stands in its place: entries were inserted or reordered, or its number was edited";
        if (entry.Hash != AuditHash.Of(Head.Hash, entry.Record))
            return "record and hash do not fit the hash before: one of them was edited, or entries were inserted, taken out and numbered anew";
        if ((expected ?? Chain) is { } chain && record.Chain != chain)
            return $"it belongs to the chain \"{record.Chain}\" and not to \"{chain}\"";
        if (earlier?.Seq == head.Seq && earlier.Hash != head.Hash)
            return "its hash is not the earlier head's: the chain was rewritten, or is another one";
        return null;
    }
}
