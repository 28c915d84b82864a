using System.Globalization;
using System.Text.RegularExpressions;

namespace Recoup.Engine.Importing;

/// <summary>
/// Days as HR systems and identity providers write them. A date that may be read with the day or with the month first is
/// refused with the whole file: it is how the file was made, and guessing would shift every date of it.
/// </summary>
internal sealed partial class ListDates
{
    private static readonly string[] Days = [.. ExportDates.Days, "d.M.yyyy"];
    private readonly Dictionary<string, DateOnly?> _read = [];

    /// <summary>Reads a cell; an empty one, and 31 December 9999 as some systems write for "open", is no day.</summary>
    /// <returns>Whether it is empty or a day.</returns>
    /// <exception cref="ImportException">It can be read in two ways.</exception>
    public bool TryRead(string cell, int line, out DateOnly? day)
    {
        day = null;
        if (cell.Length == 0)
            return true;
        if (!_read.TryGetValue(cell, out var known))
            known = _read[cell] = Parse(cell, line);
        if (known is not { } read)
            return false;
        day = read.Year == DateOnly.MaxValue.Year ? null : read;
        return true;
    }

    private static DateOnly? Parse(string cell, int line)
    {
        if (TwoWays().IsMatch(cell))
        {
            throw new ImportException(
                $"Line {line}: \"{cell}\" is a date that can be read with the day or with the month first. Have dates written as 2026-04-03 (3.4.2026 and 3 Apr 2026 are fine too), then import the file again. Nothing was imported.");
        }

        if (DateOnly.TryParseExact(cell, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || DateOnly.TryParseExact(cell.Split(' ')[0], "d.M.yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return day;
        // The day as it is written, whatever its zone: that is the day that was meant.
        return cell.Length > 10 && DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? DateOnly.FromDateTime(at.DateTime) : null;
    }

    [GeneratedRegex(@"^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b", RegexOptions.CultureInvariant)]
    private static partial Regex TwoWays();
}
