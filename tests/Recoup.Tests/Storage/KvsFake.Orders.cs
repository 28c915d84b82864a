using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public sealed partial class KvsFake
{
    private static Comparer<Account> AccountOrder(UserQuery query)
    {
        var turn = query.Backwards ? -1 : 1;
        return Comparer<Account>.Create((a, b) =>
        {
            var ids = string.CompareOrdinal(a.Id.Value, b.Id.Value);
            return query.Sort switch
            {
                UserSort.LastUse => First(Nulls(Time(a.LastUse), Time(b.LastUse), turn), ids),
                UserSort.Added => First(Nulls(a.AddedToOrg, b.AddedToOrg, turn), ids),
                _ => First(turn * string.CompareOrdinal(Words.Fold(a.Name), Words.Fold(b.Name)), turn * ids),
            };
        });
    }

    private static Comparer<Recommendation> FindingOrder(RecommendationQuery query)
    {
        var turn = query.Backwards ? -1 : 1;
        return Comparer<Recommendation>.Create((a, b) =>
        {
            var (names, ids) = (string.CompareOrdinal(Words.Fold(a.DisplayName), Words.Fold(b.DisplayName)), string.CompareOrdinal(a.Id, b.Id));
            return query.Sort switch
            {
                FindingSort.Name => First(turn * names, turn * ids),
                FindingSort.Saving => First(Nulls(a.Saving?.PerMonth, b.Saving?.PerMonth, turn), names, ids),
                FindingSort.FirstSeen => First(turn * a.FirstSeen.CompareTo(b.FirstSeen), names, ids),
                FindingSort.LastSeen => First(turn * a.LastSeen.CompareTo(b.LastSeen), names, ids),
                _ => First(turn * b.Tier.CompareTo(a.Tier), names, ids),
            };
        });
    }

    private static DateTimeOffset? Time(Signal signal) => signal.HasValue ? signal.At : null;

    /// <summary>What is not there comes last, whichever way.</summary>
    private static int Nulls<T>(T? a, T? b, int turn)
        where T : struct, IComparable<T> => (a, b) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => turn * a.Value.CompareTo(b.Value),
        };

    private static int First(params int[] comparisons) => Array.Find(comparisons, c => c != 0);
}
