using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>One product somewhere. The id of a sited one is its resource id.</summary>
internal sealed record Workspace(string Id, string Name, string Type, string Realm, Site? Site, int? Capacity);

/// <summary>The search for workspaces, whose rules and errors are unlike those of its neighbours.</summary>
internal static class Workspaces
{
    public const string Family = "workspaces";

    static readonly string[] Known = ["limit", "cursor", "query", "sort"];

    public static void Search(Call call)
    {
        using var body = Question.Read(call);
        var (start, limit, types) = body is null ? (0, 20, []) : Read(call, body.RootElement);
        var found = Of(call.Organisation).Where(workspace => types.Length == 0 || types.Contains(workspace.Type)).ToArray();
        var self = $"{call.Origin}/admin/v2/orgs/{call.Organisation.Id}/workspaces";
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("data");
        var page = found.Skip(start).Take(limit).ToArray();
        foreach (var workspace in page) Write(call, workspace, self);
        json.WriteEndArray();
        json.WriteStartObject("links");
        json.WriteString("self", self);
        if (start + limit < found.Length) json.WriteString("next", $"{self}?cursor={Token(call, start + limit, limit, types)}");
        json.WriteEndObject();
        json.WriteStartObject("meta");
        json.WriteNumber("total", found.Length);
        json.WriteNumber("pageSize", page.Length);
        json.WriteNumber("startIndex", start);
        json.WriteNumber("endIndex", start + page.Length);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static IEnumerable<Workspace> Of(Organisation organisation)
    {
        foreach (var resource in organisation.Resources)
            yield return new(resource.Ari, resource.Site.Name, resource.Product.Key(), "cloud", resource.Site, resource.Site.Sandbox ? null : organisation.Accounts.Count + 100);
        var acme = organisation.Sites[0];
        yield return new($"ari:cloud:platform::site/{acme.CloudId}", acme.Name, "platform", "cloud", acme, null);
        yield return new("ari:cloud:trello::workspace/5f0c5d5a2b1e4b0017a3c9d1", "Acme boards", "trello", "trello", null, null);
        yield return new($"ari:cloud:jira-moonshot::site/{acme.CloudId}", acme.Name, "jira-moonshot", "cloud", acme, null);
    }

    static (int Start, int Limit, string[] Types) Read(Call call, JsonElement body)
    {
        foreach (var property in body.EnumerateObject())
            if (!Known.Contains(property.Name)) throw Bad($"Unknown field '{property.Name}'.");
        if (body.TryGetProperty("cursor", out var cursor))
        {
            if (body.EnumerateObject().Count() > 1) throw Bad("With a cursor nothing else may be given.");
            return Page(call, cursor.ValueKind == JsonValueKind.String ? cursor.GetString()! : "");
        }

        var limit = 20;
        if (body.TryGetProperty("limit", out var given) && (given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out limit) || limit is < 20 or > 1000)) throw Bad("limit must be between 20 and 1000.");
        return (0, limit, body.TryGetProperty("query", out var query) ? Types(query) : []);
    }

    /// <summary>The one query understood: attributes.type, alone or in an "and".</summary>
    static string[] Types(JsonElement query)
    {
        if (query.TryGetProperty("and", out var and) && and.ValueKind == JsonValueKind.Array && and.GetArrayLength() == 1) query = and[0];
        if (!query.TryGetProperty("field", out var field) || field.GetProperty("name").GetString() != "attributes.type") throw Bad("Only a query for attributes.type is understood.");
        return [.. field.GetProperty("values").EnumerateArray().Select(value => value.GetString()!)];
    }

    // The token carries the question, because it comes back alone.
    static string Token(Call call, int start, int limit, string[] types) => $"{Cursor.At(call.Organisation.Seed, Family, start)}.{limit}.{string.Join('.', types)}";

    static (int Start, int Limit, string[] Types) Page(Call call, string token)
    {
        var parts = token.Split('.');
        var start = Cursor.Read(call.Organisation.Seed, Family, parts[0]);
        if (start < 0 || parts.Length < 3 || !int.TryParse(parts[1], out var limit)) throw Errors.Workspace("ADMIN-400-1", "Invalid cursor", "The cursor is not valid.");
        return (start, limit, [.. parts.Skip(2).Where(type => type.Length > 0)]);
    }

    static Refusal Bad(string detail) => Errors.Workspace("ADMIN-400-4", "Invalid resource", detail);

    static void Write(Call call, Workspace workspace, string self)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("id", workspace.Id);
        json.WriteString("type", "workspaces");
        json.WriteStartObject("attributes");
        json.WriteString("name", workspace.Name);
        json.WriteString("type", workspace.Type);
        json.WriteString("typeKey", workspace.Type);
        json.WriteString("owner", workspace.Type);
        json.WriteString("status", "online");
        if (workspace.Site is { } site) json.WriteString("hostUrl", call.SiteUrl(site));
        json.WriteString("realm", workspace.Realm);
        json.WriteStartArray("regions");
        json.WriteStringValue("EU");
        json.WriteEndArray();
        json.WriteStartArray("labels");
        json.WriteEndArray();
        json.WriteStartObject("sandbox");
        json.WriteString("type", workspace.Site?.Sandbox == true ? "CHILD" : "NONE");
        json.WriteEndObject();
        if (workspace.Capacity is { } capacity) json.WriteNumber("capacity", capacity);
        if (workspace.Site is not null) json.WriteString("createdAt", "2019-03-04T08:15:00.000Z");
        json.WriteEndObject();
        json.WriteStartObject("links");
        json.WriteString("self", $"{self}/{Uri.EscapeDataString(workspace.Id)}");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
