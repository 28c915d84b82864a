using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Recoup.Emulator;

/// <summary>Search and count of users. The cursor is the index of the next match, so a page costs what it holds.</summary>
internal static class Users
{
    const string List = "users";

    static readonly string[] Fields = [.. UserFilter.Names, "emails", "expand", "sortBy", "cursor", "limit"];

    // The organisation never changes, so a count once made stays true.
    static readonly ConditionalWeakTable<Organisation, ConcurrentDictionary<string, int>> Counts = [];

    public static async Task SearchAsync(Call call)
    {
        var question = await Question.BodyAsync(call.Request, Fields);
        if (question.All("sortBy") is not null) throw Errors.Parameter("This emulator does not sort: leave sortBy out.");
        var filter = new UserFilter(call, question);
        var writer = new UserWriter(call, filter.Scope, question.AtMost(4, "expand", "platformRoles", "counts.resources", "productAccess", "groups") ?? []);
        var limit = question.Limit(50);
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

    public static Task CountAsync(Call call)
    {
        var question = Question.Query(call.Request, UserFilter.Names);
        var filter = new UserFilter(call, question);
        var count = Counts.GetOrCreateValue(call.Organisation).GetOrAdd($"{call.Values[1]}\n{question.Key}", _ => filter.Count());
        call.Json.WriteStartObject();
        call.Json.WriteNumber("count"u8, count);
        call.Json.WriteEndObject();
        return Task.CompletedTask;
    }
}
