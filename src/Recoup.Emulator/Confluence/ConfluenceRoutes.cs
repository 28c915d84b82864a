namespace Recoup.Emulator;

/// <summary>Confluence's version 1 API, once per site.</summary>
internal static class ConfluenceRoutes
{
    const string Rest = "/sites/{site}/wiki/rest/api";

    public static readonly Route[] All =
    [
        Get("/user", ConfluenceUsers.Show),
        Get("/user/memberof", ConfluenceUsers.Groups),
        Get("/group", ConfluenceUsers.AllGroups),
        Get("/group/{group}/membersByGroupId", ConfluenceUsers.Members),
        Get("/search", ContentSearch.Search),
    ];

    static Route Get(string path, Action<Call> answer) => new("GET", Rest + path, Door.Confluence, "confluence", answer);
}
