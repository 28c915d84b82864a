using System.Text.RegularExpressions;

namespace Recoup.Web.Parts;

/// <summary>Messages name what to run on the command line. Where there is none, they name the page instead.</summary>
public static partial class Verbs
{
    private const string Elsewhere = "the self-hosted edition";

    private static readonly Dictionary<string, string> Pages = new()
    {
        ["assistant"] = "the page Claude",
        ["audit"] = "the page Audit",
        ["connect"] = "the page Connection",
        ["doctor"] = "the page Connection",
        ["hold"] = "the page Users",
        ["plan"] = "the page Plans",
        ["price-book"] = "the page Money",
        ["recommendations"] = "the page Recommendations",
        ["runs"] = "the page Runs",
        ["scan"] = "the page Scans",
        ["serve"] = "Recoup",
        ["settings"] = "the page Settings",
        ["undo"] = "the page Runs",
        ["users"] = "the page Users",
    };

    /// <summary>A message of ours, as it is shown in an edition.</summary>
    public static string Told(string text, Edition edition) => edition == Edition.Server ? text : Verb().Replace(text, OnPages);

    private static string OnPages(Match match)
    {
        var page = Pages.GetValueOrDefault(match.Groups["verb"].Value, Elsewhere);
        return match.Groups["setting"] is { Success: true, Value: var setting } ? $"{setting} on {page}" : page;
    }

    [GeneratedRegex("""recoup (?<verb>[a-z-]+)(?: set (?<setting>[A-Za-z.-]*[A-Za-z]))?(?: (?!and |or |again|scans |keeps |never|prints |take |takes )[^ );]*[^ ),;:.])*""", RegexOptions.CultureInvariant)]
    private static partial Regex Verb();
}
