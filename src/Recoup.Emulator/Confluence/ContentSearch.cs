using System.Globalization;
using System.Text.RegularExpressions;

namespace Recoup.Emulator;

/// <summary>Search for pages by CQL: one contributor or creator, and since when. Everything else is refused, so that no question is answered wrongly.</summary>
/// <remarks>Somebody seen in Confluence within 30 days has changed pages up to that moment, everybody else has changed none for at least 120 days.</remarks>
internal static partial class ContentSearch
{
    const string List = "content";
    const int Day = 86_400;

    public static void Search(Call call)
    {
        var cql = call.Request.Query["cql"].ToString();
        if (Query().Match(cql) is not { Success: true } match) throw Errors.Confluence(400, "Could not parse cql : this emulator takes contributor or creator, and lastmodified.");
        var within = match.Groups["days"].Success ? long.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture) * Day - (long)(call.Time.GetUtcNow() - call.Organisation.Now).TotalSeconds : long.MaxValue;
        var found = call.Organisation.Accounts.Find(match.Groups["id"].Value) is { } account ? Pages(call, account).Where(page => page.Ago <= within).ToArray() : [];
        var limit = Math.Clamp(ConfluencePages.Number(call, "limit", 25), 1, 200);
        var cursor = call.Request.Query["cursor"].ToString();
        var start = cursor.Length == 0 ? 0 : Cursor.Read(call.Organisation.Seed, List, cursor);
        if (start < 0) throw Errors.Confluence(400, "The cursor is not valid.");

        var json = call.Json;
        var end = Math.Min(found.Length, start + limit);
        json.WriteStartObject();
        json.WriteStartArray("results");
        for (var i = start; i < end; i++) Write(call, found[i]);
        json.WriteEndArray();
        json.WriteNumber("start", start);
        json.WriteNumber("limit", limit);
        json.WriteNumber("size", Math.Max(0, end - start));
        json.WriteNumber("totalSize", found.Length);
        json.WriteString("cqlQuery", cql);
        json.WriteNumber("searchDuration", 12);
        ConfluencePages.Links(call, end < found.Length ? $"cursor={Cursor.At(call.Organisation.Seed, List, end)}&limit={limit}" : null);
        json.WriteEndObject();
    }

    /// <summary>What somebody changed, the latest first: numbers of pages, and seconds before the organisation's moment.</summary>
    static IEnumerable<(int Number, int Ago)> Pages(Call call, Account account)
    {
        if (call.Site().Of(Product.Confluence) is not { } confluence || call.Organisation.LastActiveAgo(account.Index, confluence.Index) is not (> 0 and var seen)) yield break;
        var ago = seen <= 30 * Day ? seen : Math.Max(120 * Day, seen);
        var dice = new Dice(call.Organisation.Seed, account.Index, salt: 80);
        for (var left = 1 + dice.Below(40); left > 0; left--)
        {
            yield return (1_000_000 + dice.Below(9_000_000), ago);
            ago += dice.Days(0.1, 20);
        }
    }

    static void Write(Call call, (int Number, int Ago) page)
    {
        var json = call.Json;
        var number = page.Number.ToString(CultureInfo.InvariantCulture);
        var time = call.Organisation.Now.UtcDateTime.AddSeconds(-page.Ago);
        json.WriteStartObject();
        json.WriteStartObject("content");
        json.WriteString("id", number);
        json.WriteString("type", "page");
        json.WriteString("status", "current");
        json.WriteString("title", $"Page {number}");
        json.WriteEndObject();
        json.WriteString("title", $"Page {number}");
        json.WriteString("excerpt", "");
        json.WriteString("url", $"/pages/{number}");
        json.WriteString("entityType", "content");
        json.WriteString("lastModified", $"{time:yyyy-MM-ddTHH:mm:ss}.000Z");
        json.WriteString("friendlyLastModified", time.ToString("MMM dd, yyyy", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    [GeneratedRegex("""^\s*(?:contributor|creator)\s*=\s*"(?<id>[^"]+)"(?:\s+and\s+lastmodified\s*>=?\s*now\(\s*["']-(?<days>\d{1,6})d["']\s*\))?\s*$""", RegexOptions.IgnoreCase)]
    private static partial Regex Query();
}
