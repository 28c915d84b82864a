using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recoup.Emulator;

internal static class Distortions
{
    static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly string[] Dates =
        ["addedToOrg", "lastActiveTimestamp", "added_to_org", "added_to_org_timestamp", "last_active", "last_active_timestamp", "lastAccess", "created", "updated", "time", "processedAt"];

    static readonly string[] Values =
        ["accountType", "accountStatus", "membershipStatus", "status", "claimStatus", "managementSource", "userDirectoryStatus", "managedBy", "account_type", "account_status", "roleAssignmentMethods"];

    static readonly string[] Ids = ["accountId", "account_id"];

    public static ReadOnlyMemory<byte> Apply(Distortion how, ReadOnlyMemory<byte> answer, Call call)
    {
        if (JsonNode.Parse(answer.Span) is not { } json) return answer;
        switch (how)
        {
            case Distortion.RepeatedPage:
                Lead(json, call.Page?.Here);
                break;
            case Distortion.CursorLoop:
                Lead(json, call.Page?.First);
                break;
            case Distortion.EarlyEnd:
                Lead(json, null);
                break;
            case Distortion.NullDates:
                Change(json, Dates, _ => null);
                break;
            case Distortion.FutureDates:
                Change(json, Dates, old => Future(old, call.Time.GetUtcNow()));
                break;
            case Distortion.UnknownValues:
                Change(json, Values, old => old is JsonArray ? new JsonArray("not_documented") : "not_documented");
                break;
            case Distortion.NullAccountId:
                Change(json, Ids, _ => null);
                break;
            default:
                Slips.Make(how, json);
                break;
        }

        return JsonSerializer.SerializeToUtf8Bytes(json, Raw);
    }

    /// <summary>Lets the next page be another one, or none at all.</summary>
    static void Lead(JsonNode json, string? next)
    {
        if (json is not JsonObject page) return;
        var (holder, name) = page["links"] is JsonObject links ? (links, "next") : (page, "nextPageToken");
        if (next is null) holder.Remove(name);
        else if (holder != page || page.ContainsKey("isLast")) holder[name] = next;
        if (page.ContainsKey("isLast")) page["isLast"] = next is null;
    }

    static void Change(JsonNode? json, string[] names, Func<JsonNode?, JsonNode?> to)
    {
        if (json is JsonArray array)
            foreach (var item in array) Change(item, names, to);
        if (json is not JsonObject held) return;
        foreach (var (name, value) in held.ToArray())
            if (names.Contains(name) && value is not JsonObject) held[name] = to(value);
            else Change(value, names, to);
    }

    /// <summary>A year ahead, in the form of the date that stood there.</summary>
    static JsonNode Future(JsonNode? old, DateTimeOffset now) =>
        now.UtcDateTime.AddYears(1).ToString(old?.ToString().Length == 10 ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
