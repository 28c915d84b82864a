using System.Runtime.InteropServices;

namespace Recoup.Core.Money;

/// <summary>What one row alone would save. Indicative: rows do not add up, since what the first takes changes the price of the next.</summary>
/// <param name="tariff">The order form.</param>
/// <param name="held">Everybody; null while not everybody is known, and then each row is priced as if nobody else were there.</param>
/// <param name="now">From when something could be done.</param>
public sealed class RowSavings(Tariff tariff, Headcount? held, DateTimeOffset now)
{
    private readonly Quantities? _counted = held is null ? null : tariff.Count(held);
    private readonly Dictionary<(Footprint, Footprint), IReadOnlyList<Saving>> _known = [];

    /// <summary>One sum for each currency, the organisation's own first; none where nothing of it has a price.</summary>
    public IReadOnlyList<Saving> Of(Footprint from, Footprint to)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, (from, to), out var found);
        return found ? known! : known = Saving.ByCurrency(Priced(from, to), tariff.Currency);
    }

    private IReadOnlyList<Saving> Priced(Footprint from, Footprint to)
    {
        var before = _counted;
        if (before is null)
        {
            before = tariff.Count(new());
            tariff.Add(before, from, 1);
        }

        var after = before.Copy();
        tariff.Add(after, from, -1);
        tariff.Add(after, to, 1);
        return tariff.Savings(before, after, now);
    }
}
