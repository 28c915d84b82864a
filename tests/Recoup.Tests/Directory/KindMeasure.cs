using System.Globalization;
using System.Text;
using Recoup.Core.Directory;

namespace Recoup.Tests.Accounts;

/// <summary>Precision and recall of one kind.</summary>
/// <param name="Labelled">How many accounts are of the kind.</param>
/// <param name="Said">How many were said to be.</param>
/// <param name="Right">How many of these are.</param>
/// <param name="Clear">How many were clearly said to be.</param>
/// <param name="ClearAndRight">How many of these are.</param>
internal sealed record KindMeasure(int Labelled, int Said, int Right, int Clear, int ClearAndRight)
{
    /// <summary>How often it is right when it says so.</summary>
    public double Precision => Said == 0 ? 1 : (double)Right / Said;

    /// <summary>How many of those that there are it finds.</summary>
    public double Recall => Labelled == 0 ? 1 : (double)Right / Labelled;

    public static KindMeasure Of(IReadOnlyList<(LabelledAccount Row, Kind Said)> judged, AccountKind kind) => new(
        judged.Count(j => j.Row.Kind == kind),
        judged.Count(j => j.Said.Value == kind),
        judged.Count(j => j.Said.Value == kind && j.Row.Kind == kind),
        judged.Count(j => j.Said.Value == kind && j.Said.Clear),
        judged.Count(j => j.Said.Value == kind && j.Said.Clear && j.Row.Kind == kind));

    /// <summary>A table in Markdown.</summary>
    public static string Table(IReadOnlyList<(LabelledAccount Row, Kind Said)> judged)
    {
        var table = new StringBuilder("| kind | accounts | said so | right | precision | recall | clear | of these right |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var kind in (AccountKind[])[AccountKind.Human, AccountKind.Service, AccountKind.Bot, AccountKind.Shared, AccountKind.Unknown])
        {
            var m = Of(judged, kind);
            table.Append(CultureInfo.InvariantCulture, $"| {kind.ToString().ToLowerInvariant()} | {m.Labelled} | {m.Said} | {m.Right} | {m.Precision:0.000} | {m.Recall:0.000} | {m.Clear} | {m.ClearAndRight} |\n");
        }

        return table.ToString();
    }
}

internal static class Shares
{
    /// <summary>Which part of some things is so; between 0 and 1.</summary>
    public static double Share<T>(this IEnumerable<T> things, Func<T, bool> isSo)
    {
        var all = things.ToList();
        return (double)all.Count(isSo) / all.Count;
    }
}
