using System.Runtime.CompilerServices;
using Recoup.Core.Audit;

namespace Recoup.Engine.Auditing;

/// <summary>A log in a store, read a page at a time: none is kept, however many entries there are.</summary>
public static class StoredLog
{
    /// <summary>How many entries are read at once.</summary>
    public const int PageSize = 500;

    /// <summary>Every entry from a number on.</summary>
    public static async IAsyncEnumerable<ShownEntry> ReadAsync(IStore store, AuditChain chain, [EnumeratorCancellation] CancellationToken cancellationToken, long from = 1)
    {
        // By number and to the last that there can be: neither an entry that was taken out nor a head that was set back hides what
        // is behind it. The steps grow where nothing is, so that they are few.
        long step = PageSize;
        while (true)
        {
            var to = from > long.MaxValue - step ? long.MaxValue : from + step - 1;
            var entries = await store.AuditAsync(chain, new(from, to), cancellationToken);
            foreach (var entry in entries)
                yield return entry;
            if (to == long.MaxValue)
                yield break;
            from = to + 1;
            step = entries.Count > 0 ? PageSize : Math.Min(step, long.MaxValue / 100) * 100;
        }
    }

    /// <summary>Checks a chain, that each entry is stored under its number, and that the last one is the head that the store keeps.</summary>
    /// <param name="earlier">A head that the chain must have had; null when none is known.</param>
    public static async Task<AuditCheck> VerifyAsync(IStore store, AuditChain chain, EarlierHead? earlier, CancellationToken cancellationToken)
    {
        var verifier = new AuditVerifier(earlier, chain);
        while (true)
        {
            var before = verifier.Head;
            await foreach (var shown in ReadAsync(store, chain, cancellationToken, before.Seq + 1))
            {
                if (verifier.Add(shown.Entry) is null)
                    return new(verifier.Chain, verifier.Head, verifier.Fault);
                if (shown.StoredAs is { } number && number != verifier.Head.Seq)
                    return new(verifier.Chain, verifier.Head, new(verifier.Head.Seq, $"it is stored as entry {number}: that number was edited"));
            }

            // A head asked for afterwards may be that of an entry which came meanwhile: those are read too.
            var kept = await store.TryGetAuditHeadAsync(chain, cancellationToken) ?? AuditHead.Start;
            if (kept.Seq <= verifier.Head.Seq || before == verifier.Head)
                return new(verifier.Chain, verifier.Head, verifier.End() ?? NotItsHead(kept, verifier.Head));
        }
    }

    private static AuditFault? NotItsHead(AuditHead kept, AuditHead found)
    {
        if (kept == found)
            return null;
        return kept.Seq == found.Seq
            ? new(found.Seq, "its hash is not the one that the log keeps as its head: the chain was rewritten")
            : new(Math.Clamp(kept.Seq, 0, found.Seq) + 1, $"the log keeps entry {kept.Seq} as its head, and its entries end with {found.Seq}");
    }
}
