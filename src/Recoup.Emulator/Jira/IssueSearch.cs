using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Search for issues by JQL: pages by token, no total, ids only unless fields are asked for.</summary>
internal static class IssueSearch
{
    const string List = "issues";
    const int MostIds = 5_000, MostWithFields = 100;

    static readonly string[] Fields = ["jql", "fields", "maxResults", "nextPageToken", "expand", "properties", "fieldsByKeys", "failFast", "reconcileIssues"];

    public static void ByQuery(Call call)
    {
        string? One(string name) => call.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;
        var fields = call.Request.Query["fields"].SelectMany(value => (value ?? "").Split(',')).Select(field => field.Trim()).Where(field => field.Length > 0);
        Search(call, One("jql"), [.. fields], One("maxResults"), One("nextPageToken"));
    }

    public static void ByBody(Call call)
    {
        var body = Body(call, Fields);
        Search(call, body.One("jql"), body.All("fields") ?? [], body.One("maxResults"), body.One("nextPageToken"));
    }

    public static void Count(Call call)
    {
        var jql = Jql.Parse(Body(call, ["jql"]).One("jql"), call);
        var count = 0;
        foreach (ref readonly var issue in call.Organisation.Issues.Of(call.Site()))
            if (jql.Holds(in issue)) count++;
        call.Json.WriteStartObject();
        call.Json.WriteNumber("count"u8, count);
        call.Json.WriteEndObject();
    }

    // The neighbours' strictness, in Jira's words.
    static Question Body(Call call, string[] known)
    {
        try
        {
            return Question.Body(call, known);
        }
        catch (Refusal)
        {
            throw Errors.Jira(400, "Invalid request payload. Refer to the REST API documentation and try again.");
        }
    }

    static void Search(Call call, string? text, string[] fields, string? maxResults, string? token)
    {
        var jql = Jql.Parse(text, call);
        var site = call.Site();
        var issues = call.Organisation.Issues.Of(site);
        var order = call.Organisation.Issues.Order(site, jql.ByUpdated);
        fields = [.. fields.Where(field => field is not ("id" or "key"))];
        var limit = Limit(maxResults, fields.Length == 0 ? MostIds : MostWithFields);
        var position = token is null ? 0 : Cursor.Read(call.Organisation.Seed, List, token);
        if (position < 0) throw Errors.Jira(400, "The provided next page token is invalid or expired.");

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("issues"u8);
        var written = 0;
        for (; position < issues.Length; position++)
        {
            var at = jql.Ascending ? issues.Length - 1 - position : position;
            ref readonly var issue = ref issues[order is null ? at : order[at]];
            if (!jql.Holds(in issue)) continue;
            if (written++ == limit) break;
            Write(call, site, in issue, fields);
        }

        json.WriteEndArray();
        var last = position >= issues.Length;
        call.Page = (Cursor.At(call.Organisation.Seed, List, 0), token ?? Cursor.At(call.Organisation.Seed, List, 0));
        if (!last) json.WriteString("nextPageToken"u8, Cursor.At(call.Organisation.Seed, List, position));
        json.WriteBoolean("isLast"u8, last);
        json.WriteEndObject();
    }

    static int Limit(string? text, int most)
    {
        if (text is null) return Math.Min(50, most);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0) return Math.Min(limit, most);
        throw Errors.Jira(400, "maxResults must be a number, 1 or more.");
    }

    static void Write(Call call, Site site, in Issue issue, string[] fields)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("id"u8, issue.Number.ToString(CultureInfo.InvariantCulture));
        if (fields.Length > 0)
        {
            json.WriteStartObject("fields"u8);
            foreach (var field in fields) Field(call, site, in issue, field);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void Field(Call call, Site site, in Issue issue, string field)
    {
        switch (field)
        {
            case "reporter":
                Person(call, site, field, issue.Reporter);
                break;
            case "assignee":
                Person(call, site, field, issue.Assignee);
                break;
            case "created":
                call.Json.WriteString(field, Time(call, issue.CreatedAgo));
                break;
            case "updated":
                call.Json.WriteString(field, Time(call, issue.UpdatedAgo));
                break;
        }
    }

    static void Person(Call call, Site site, string field, int index)
    {
        var json = call.Json;
        if (index < 0)
        {
            json.WriteNull(field);
            return;
        }

        var account = call.Organisation.Accounts[index];
        var id = account.Id;
        json.WriteStartObject(field);
        json.WriteString("self"u8, $"{call.SiteUrl(site)}/rest/api/3/user?accountId={Uri.EscapeDataString(id)}");
        json.WriteString("accountId"u8, id);
        json.WriteString("displayName"u8, account.Name);
        json.WriteBoolean("active"u8, account.Status == AccountStatus.Active);
        json.WriteString("accountType"u8, "atlassian"u8);
        json.WriteEndObject();
    }

    /// <summary>Jira's own form: no colon in the offset.</summary>
    static string Time(Call call, int ago) => call.Organisation.Now.UtcDateTime.AddSeconds(-ago).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + "+0000";
}
