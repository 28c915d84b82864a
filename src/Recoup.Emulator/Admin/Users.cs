using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>Search, list, count and stats of users. The cursor is the index of the next match, so a page costs what it holds.</summary>
internal static class Users
{
    const string List = "users";

    static readonly string[] Fields = [.. UserFilter.Names, "emails", "expand", "sortBy", "cursor", "limit"];
    static readonly string[] Parameters = [.. UserFilter.Names, "sortBy", "cursor", "limit"];
    static readonly string[] Expansions = ["platformRoles", "counts.resources", "productAccess", "groups"];

    public static void Search(Call call)
    {
        var question = Question.Body(call, Fields);
        Write(call, question, question.AtMost(4, "expand", Expansions) ?? [], usual: 50);
    }

    /// <summary>The list that the search replaced. It always tells everything.</summary>
    public static void ListAll(Call call) => Write(call, Question.Query(call.Request, Parameters), Expansions, usual: 20);

    public static void Count(Call call)
    {
        var filter = new UserFilter(call, Question.Query(call.Request, UserFilter.Names));
        call.Json.WriteStartObject();
        call.Json.WriteNumber("count"u8, filter.Count());
        call.Json.WriteEndObject();
    }

    public static void Show(Call call)
    {
        var scope = Directories.Scope(call, null);
        var (account, membership) = Find(call, scope);
        call.Json.WriteStartObject();
        call.Json.WritePropertyName("data"u8);
        new UserWriter(call, scope, ["platformRoles", "counts.resources"]).WriteDetails(account.Index, membership);
        call.Json.WriteEndObject();
    }

    public static void Stats(Call call)
    {
        var filter = new UserFilter(call, Question.Query(call.Request));
        var statuses = new int[3];
        var roles = new int[Roles.Known.Length + 1];
        for (var i = filter.Next(0); i >= 0; i = filter.Next(i + 1))
        {
            ref readonly var row = ref call.Organisation.Row(i);
            statuses[(int)row.Status]++;
            var held = 0;
            foreach (var resource in call.Organisation.Resources)
                if (filter.Scope.Contains(resource.Site.Directory))
                    foreach (var assignment in Assignments.On(call.Organisation, in row, resource)) held |= 1 << (int)assignment.Role;
            if (call.Organisation.Accounts[i].OrgAdmin) held |= 1 << (int)Role.OrgAdmin | 1 << (int)Role.SiteAdmin;
            for (var role = 1; role < roles.Length; role++) roles[role] += held >> role & 1;
        }

        call.Json.WriteStartObject();
        call.Json.WriteStartArray("accountStatus");
        for (var i = 0; i < statuses.Length; i++) Tally(call.Json, "status", UserFilter.Text((AccountStatus)i), statuses[i]);
        call.Json.WriteEndArray();
        call.Json.WriteStartArray("roles");
        for (var i = 1; i < roles.Length; i++)
            if (roles[i] > 0) Tally(call.Json, "roleId", ((Role)i).Id(), roles[i]);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }

    /// <summary>The account of the path as the directories in question see it.</summary>
    public static (Account Account, MembershipStatus Membership) Find(Call call, Directory[] scope)
    {
        if (call.Organisation.Accounts.Find(call.Values[2]) is not { } account) throw Errors.User();
        var membership = scope.Length == 1 ? account.In(scope[0]) : account.Membership;
        return membership != MembershipStatus.NoMembership || scope.Length > 1 && account.Managed ? (account, membership) : throw Errors.User();
    }

    static void Write(Call call, Question question, string[] expand, int usual)
    {
        if (question.All("sortBy") is not null) throw Errors.Parameter("This emulator does not sort: leave sortBy out.");
        var filter = new UserFilter(call, question);
        var writer = new UserWriter(call, filter.Scope, expand);
        var limit = question.Limit(usual);
        var start = question.Start(call.Organisation, List);
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("data"u8);
        var index = filter.Next(start);
        for (var written = 0; index >= 0 && written < limit; written++)
        {
            writer.Write(index, filter.MembershipOf(in call.Organisation.Row(index)));
            index = filter.Next(index + 1);
        }

        call.Json.WriteEndArray();
        Pages.Links(call, List, start, index);
        call.Json.WriteEndObject();
    }

    static void Tally(Utf8JsonWriter json, string name, string value, int count)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteNumber("count", count);
        json.WriteEndObject();
    }
}
