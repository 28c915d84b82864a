using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>What one user holds on which resource, and by which way.</summary>
internal static class UserRoles
{
    const string Name = "user-roles";

    public static void List(Call call)
    {
        var question = Question.Query(call.Request, RoleFilter.Names);
        var scope = Directories.Scope(call, question.AtMost(10, "directoryIds"));
        var (account, _) = Users.Find(call, call.Values[1] == "-" ? [.. call.Organisation.Directories] : scope);
        var filter = new RoleFilter(question);
        var found = Assignments.Of(call.Organisation, account)
            .Where(held => held.Directory is null ? scope.Length > 1 : scope.Contains(held.Directory))
            .Where(held => filter.Takes(held.ResourceId, held.Owner))
            .Select(held => held with { Assignments = [.. held.Assignments.Where(assignment => filter.Takes(assignment.Role))] })
            .Where(held => held.Assignments.Count > 0);
        Pages.Write(call, Name, [.. found], question.Start(call.Organisation, Name), question.Limit(20), (json, held, _) => Write(json, held, account));
    }

    static void Write(Utf8JsonWriter json, Held held, Account account)
    {
        json.WriteStartObject();
        json.WriteString("directoryId", held.Directory?.Id);
        json.WriteString("resourceId", held.ResourceId);
        json.WriteString("resourceOwner", held.Owner);
        json.WriteStartArray("roleAssignments");
        foreach (var assignment in held.Assignments)
        {
            json.WriteStartObject();
            json.WriteString("role", assignment.Role.Id());
            json.WriteStartArray("roleAssignmentMethods");
            if (assignment.Direct) json.WriteStringValue("direct");
            if (assignment.ByGroup) json.WriteStringValue("group_direct");
            if (assignment.Inferred) json.WriteStringValue("inferred");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("roles");
        foreach (var assignment in held.Assignments) json.WriteStringValue(assignment.Role.Id());
        json.WriteEndArray();
        json.WriteString("userDirectoryStatus", UserFilter.Text(held.Directory is { } directory ? account.In(directory) : account.Membership));
        json.WriteEndObject();
    }
}
