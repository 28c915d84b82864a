namespace Recoup.Emulator;

/// <summary>What a group gives to its members.</summary>
internal static class GroupRoles
{
    const string Name = "group-roles";

    public static void List(Call call)
    {
        var question = Question.Query(call.Request, RoleFilter.Names);
        var scope = Directories.Scope(call, question.AtMost(10, "directoryIds"));
        var group = Groups.Find(call, scope);
        var filter = new RoleFilter(question);
        var found = group.Grants.Where(grant => filter.Takes(grant.Role) && filter.Takes(Resource(call, grant), Owner(grant))).GroupBy(grant => grant.Resource);
        Pages.Write(call, Name, [.. found], question.Start(call.Organisation, Name), question.Limit(20), (json, grants, _) =>
        {
            json.WriteStartObject();
            json.WriteString("resourceId", Resource(call, grants.First()));
            json.WriteString("resourceOwner", Owner(grants.First()));
            json.WriteStartArray("roles");
            foreach (var grant in grants) json.WriteStringValue(grant.Role.Id());
            json.WriteEndArray();
            if (!group.Default) json.WriteNull("defaultRole");
            else json.WriteString("defaultRole", grants.First().Role.Id());
            json.WriteEndObject();
        });
    }

    static string Resource(Call call, Grant grant) => grant.Resource?.Ari ?? call.Organisation.Ari;

    static string Owner(Grant grant) => grant.Resource?.Product.Key() ?? "platform";
}
