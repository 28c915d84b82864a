using System.CommandLine.Parsing;
using System.Globalization;

namespace Recoup.Server.Verbs;

/// <summary>Days on the command line: written one way, in UTC.</summary>
internal static class Dates
{
    public static DateOnly Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        result.AddError($"\"{text}\" is no date. Write it as 2027-03-31.");
        return default;
    }
}
