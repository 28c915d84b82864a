using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>Search, count and stats of groups; ids are bare here, though users carry them as resource names.</summary>
internal static class Groups
{
    const string List = "groups";

    static readonly string[] Fields =
        ["accountIds", "cursor", "directoryIds", "expand", "groupIds", "groupNames", "limit", "resourceIds", "resourceOwners", "roleIds", "searchTerm", "sortBy"];

    static readonly string[] Parameters = ["directoryIds", "accountIds", "groupIds", "resourceOwners", "resourceIds", "searchTerm", "roleIds"];

    public static void Search(Call call)
    {
        var question = Question.Body(call, Fields);
        var expand = question.AtMost(2, "expand", "counts.resources", "counts.users") ?? [];
        IReadOnlyList<Group> found = [.. Find(call, question)];
        Pages.Write(call, List, found, question.Start(call.Organisation, List), question.Limit(20), (json, group, position) =>
            Write(json, call.Organisation, group, position, expand));
    }

    public static void Show(Call call)
    {
        var group = Find(call, Directories.Scope(call, null));
        call.Json.WriteStartObject();
        call.Json.WritePropertyName("data"u8);
        Write(call.Json, call.Organisation, group, group.Index, ["counts.users", "counts.resources"]);
        call.Json.WriteEndObject();
    }

    public static void Count(Call call)
    {
        var found = Find(call, Question.Query(call.Request, Parameters));
        call.Json.WriteStartObject();
        call.Json.WriteNumber("count"u8, found.Count());
        call.Json.WriteEndObject();
    }

    public static void Stats(Call call)
    {
        var scope = Directories.Scope(call, null);
        var found = call.Organisation.Groups.Where(group => scope.Contains(group.Directory)).ToArray();
        var synced = found.Count(group => group.Synced);
        call.Json.WriteStartObject();
        call.Json.WriteStartObject("totals");
        call.Json.WriteNumber("all", found.Length);
        call.Json.WriteNumber("managed", found.Length - synced);
        call.Json.WriteNumber("synced", synced);
        call.Json.WriteEndObject();
        call.Json.WriteStartArray("types");
        call.Json.WriteStartObject();
        call.Json.WriteString("type", "GROUP");
        call.Json.WriteNumber("count", found.Length);
        call.Json.WriteEndObject();
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }

    /// <summary>The group of the path.</summary>
    public static Group Find(Call call, Directory[] scope) =>
        call.Organisation.Groups.FirstOrDefault(group => group.Id == call.Values[2] && scope.Contains(group.Directory)) ?? throw Errors.Group();

    static IEnumerable<Group> Find(Call call, Question question)
    {
        var scope = Directories.Scope(call, question.AtMost(10, "directoryIds"));
        var found = call.Organisation.Groups.Where(group => scope.Contains(group.Directory));
        if (question.AtMost(10, "groupIds") is { } ids) found = found.Where(group => ids.Contains(group.Id));
        if (question.AtMost(100, "groupNames") is { } names) found = found.Where(group => names.Contains(group.Name));
        if (question.One("searchTerm") is { } term) found = found.Where(group => group.Name.Contains(term, StringComparison.OrdinalIgnoreCase));
        if (question.AtMost(10, "accountIds") is { } accounts)
        {
            var theirs = accounts.SelectMany(id => call.Organisation.Accounts.Find(id)?.Groups ?? []).ToHashSet();
            found = found.Where(theirs.Contains);
        }

        var (resources, owners, roles) = (question.AtMost(20, "resourceIds"), question.AtMost(10, "resourceOwners"), question.AtMost(10, "roleIds"));
        if (resources is not null || owners is not null || roles is not null)
            found = found.Where(group => group.Grants.Any(grant =>
                (resources is null || resources.Contains(grant.Resource?.Ari ?? call.Organisation.Ari))
                && (owners is null || owners.Contains(grant.Resource?.Product.Key() ?? "platform"))
                && (roles is null || roles.Contains(grant.Role.Id()))));
        if (question.All("sortBy") is not [var sort, ..]) return found;
        using var by = JsonDocument.Parse(sort);
        return by.RootElement.GetProperty("direction").GetString() == "desc"
            ? found.OrderByDescending(group => group.Name, StringComparer.Ordinal) : found.OrderBy(group => group.Name, StringComparer.Ordinal);
    }

    static void Write(Utf8JsonWriter json, Organisation organisation, Group group, int position, string[] expand)
    {
        json.WriteStartObject();
        json.WriteString("id", group.Id);
        json.WriteString("name", group.Name);
        if (group.Description.Length > 0) json.WriteString("description", group.Description);
        json.WriteString("directoryId", group.Directory.Id);
        json.WriteBoolean("externalSynced", group.Synced);
        json.WriteString("managedBy", group.Synced ? "external" : "admins");
        json.WriteStartObject("managementAccess");
        json.WriteBoolean("deletable", !group.Synced && group.Grants.Count == 0);
        json.WriteBoolean("modifiable", !group.Synced);
        json.WriteBoolean("readable", true);
        json.WriteEndObject();
        if (expand.Length > 0)
        {
            json.WriteStartObject("counts");
            if (expand.Contains("counts.users")) json.WriteNumber("users", organisation.MembersOf(group));
            if (expand.Contains("counts.resources")) json.WriteNumber("resources", group.Grants.Select(grant => grant.Resource).Distinct().Count());
            json.WriteEndObject();
        }

        Pages.Self(json, organisation.Seed, List, position);
        json.WriteEndObject();
    }
}
