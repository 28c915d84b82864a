using Recoup.Core.Directory;

namespace Recoup.Engine.Reporting;

/// <summary>Holds that end soon: told before it happens, while whoever asked for them can still ask for more.</summary>
/// <param name="Count">How many.</param>
/// <param name="Next">The last day of the first of them.</param>
public sealed record EndingHolds(int Count, DateOnly Next)
{
    /// <summary>Null when none does.</summary>
    public static EndingHolds? Of(IReadOnlyList<Hold> holds, DateTimeOffset now) =>
        holds.Where(h => h.EndsSoon(now)).Select(h => h.Until).ToList() is { Count: > 0 } ends ? new(ends.Count, ends.Min()) : null;
}
