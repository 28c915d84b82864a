namespace Recoup.Emulator;

internal static class Directories
{
    public static void List(Call call)
    {
        var question = Question.Query(call.Request, "accountId", "directoryIds", "searchTerm", "cursor", "limit");
        IEnumerable<Directory> found = call.Organisation.Directories;
        if (question.AtMost(10, "directoryIds") is { } ids) found = found.Where(directory => ids.Contains(directory.Id));
        if (question.One("searchTerm") is { } term) found = found.Where(directory => directory.Name.Contains(term, StringComparison.OrdinalIgnoreCase));
        if (question.One("accountId") is { } id) found = call.Organisation.Accounts.Find(id) is { } account ? found.Where(directory => account.In(directory) != MembershipStatus.NoMembership) : [];
        Pages.Write(call, "directories", [.. found], question.Start(call.Organisation, "directories"), question.Limit(20), (json, directory, _) =>
        {
            json.WriteStartObject();
            json.WriteString("directoryId", directory.Id);
            json.WriteString("name", directory.Name);
            json.WriteString("icon", "https://icons.example/directory.svg");
            json.WriteEndObject();
        });
    }

    /// <summary>The directories a path and a filter leave: both for "-", one for an id.</summary>
    public static Directory[] Scope(Call call, string[]? directoryIds)
    {
        var wanted = call.Values[1];
        var scope = call.Organisation.Directories.Where(directory => wanted == "-" || directory.Id == wanted).ToArray();
        if (scope.Length == 0) throw Errors.Admin(404, "ADMIN-404-1", "Directory not found", "The directory was not found.");
        return directoryIds is null ? scope : [.. scope.Where(directory => directoryIds.Contains(directory.Id))];
    }

    /// <summary>The directory of a write, which must be named.</summary>
    public static Directory One(Call call) => call.Organisation.Directories.FirstOrDefault(directory => directory.Id == call.Values[1])
        ?? throw Errors.Admin(404, "ADMIN-404-1", "Directory not found", "The directory was not found.");
}
