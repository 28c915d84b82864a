using System.Globalization;
using Recoup.Core.Directory;

namespace Recoup.Engine.Importing;

/// <summary>Dates as the exports write them. A day counts as its last moment in UTC, so that nobody looks idle too early.</summary>
internal sealed class ExportDates
{
    internal static readonly string[] Days = ["d MMM yyyy", "dd MMM yyyy", "yyyy-MM-dd", "MMM d, yyyy", "d MMMM yyyy"];
    private readonly Dictionary<string, Signal> _read = [];

    /// <summary>Reads a cell: a date, "Never…", or unknown for empty and anything else.</summary>
    public Signal Read(string cell)
    {
        if (_read.TryGetValue(cell, out var known))
            return known;
        return _read[cell] = Parse(cell);
    }

    private static Signal Parse(string cell)
    {
        if (cell.StartsWith("Never", StringComparison.OrdinalIgnoreCase))
            return Signal.None;
        if (DateOnly.TryParseExact(cell, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Signal.Of(new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59, 999)), TimeSpan.Zero));
        return cell.Length > 10 && DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Signal.Of(at.ToUniversalTime())
            : Signal.Unknown;
    }
}
