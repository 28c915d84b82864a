using System.Globalization;
using Recoup.Core.People;

namespace Recoup.Engine.Importing;

/// <summary>
/// Whether a list of people can be the right one. A file of another company, one that was cut, or one with its words turned
/// round would make leavers of people at work; somebody has to look before it counts.
/// </summary>
public static class PeopleSanity
{
    /// <summary>By so much, in percent, a list may differ from the last one, and so many of the active accounts may be leavers.</summary>
    public const int MostPercent = 30;

    /// <summary>So few more or fewer are no reason to doubt, whatever part that is: small lists move in large steps.</summary>
    public const int Few = 5;

    /// <summary>What speaks against it, a sentence each with its numbers; empty when nothing does.</summary>
    /// <param name="file">The file.</param>
    /// <param name="last">The list that is kept; <see cref="PeopleList.None"/> without one.</param>
    /// <param name="matches">The file against the accounts of the last scan; null without a scan.</param>
    public static IReadOnlyList<string> Doubts(PeopleFile file, PeopleList last, PeopleMatches? matches) =>
        [.. Differences(file.List, last), .. Leavers(matches), .. file.Implausible];

    private static IEnumerable<string> Differences(PeopleList next, PeopleList last)
    {
        if (!last.IsThere)
            yield break;
        if (next.AsOf < last.AsOf)
            yield return $"it is of {Day(next.AsOf)}, and the list that is kept is newer, of {Day(last.AsOf)}";
        var (now, before) = (PeopleCounts.Of(next), PeopleCounts.Of(last));
        if (IsFar(now.Rows, before.Rows))
            yield return $"it holds {Number(now.Rows)} people, the list of {Day(last.AsOf)} held {Number(before.Rows)}{ByHowMuch(now.Rows, before.Rows)}";
        if (IsFar(now.Gone, before.Gone))
            yield return $"{Number(now.Gone)} of them have left, on the list of {Day(last.AsOf)} {Number(before.Gone)} had{ByHowMuch(now.Gone, before.Gone)}";
    }

    private static IEnumerable<string> Leavers(PeopleMatches? matches)
    {
        if (matches is { } m && m.Leavers * 100L > m.Active * (long)MostPercent)
            yield return $"{Number(m.Leavers)} of {Number(m.Active)} active accounts would be those of leavers, or of people whose contract has ended: more than {MostPercent} %";
    }

    private static bool IsFar(int now, int before) =>
        Math.Abs(now - before) is var far && far > Few && far * 100L > before * (long)MostPercent;

    private static string ByHowMuch(int now, int before) =>
        before == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $": {Math.Abs(now - before) * 100.0 / before:0.#} % {(now > before ? "more" : "fewer")}, where {MostPercent} % are allowed");

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
