using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Recoup.Engine.Reporting;

/// <summary>
/// CSV that a spreadsheet can open without running anything: a cell that begins like a formula gets a <c>'</c> in front, and
/// so does one that begins with <c>'</c>, so that reading takes away what writing added and nothing else.
/// </summary>
public static class SafeCsv
{
    private const char Shield = '\'';

    // The full-width forms are formulas too in a spreadsheet that is set to Japanese or Chinese.
    private static readonly char[] Dangerous = ['=', '@', '+', '-', '\t', '\r', '\n', Shield, '＝', '＠', '＋', '－'];

    /// <summary>How CsvHelper writes such a file: commas, lines that end with LF.</summary>
    public static CsvConfiguration Configuration => new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = Dangerous,
        // A lone CR ends a row for most readers, and CsvHelper leaves it bare once NewLine is set.
        ShouldQuote = args => ConfigurationFunctions.ShouldQuote(args) || args.Field?.Contains('\r') == true,
    };

    /// <summary>A whole file.</summary>
    public static string Text(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, Configuration, leaveOpen: true))
        {
            foreach (var row in rows.Prepend(heading))
            {
                foreach (var cell in row)
                    csv.WriteField(cell);
                csv.NextRecord();
            }
        }

        return text.ToString();
    }

    /// <summary>A text as its cell holds it.</summary>
    public static string Cell(string text) => IsDangerous(text) ? Shield + text : text;

    /// <summary>The text that a cell of such a file stands for.</summary>
    public static string Plain(string cell) => cell is [Shield, .. var text] && IsDangerous(text) ? text : cell;

    private static bool IsDangerous(string text) => text.Length > 0 && Dangerous.Contains(text[0]);
}
