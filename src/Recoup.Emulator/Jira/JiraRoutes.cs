using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>Jira's version 3 API, once per site.</summary>
internal static class JiraRoutes
{
    const string Rest = "/sites/{site}/rest/api/3";
    const string Removed = "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046";

    public static readonly Route[] All =
    [
        Of("GET", Rest + "/myself", JiraUsers.Myself),
        Of("GET", Rest + "/users/search", JiraUsers.Search),
        Of("GET", Rest + "/user", JiraUsers.Show),
        Of("GET", Rest + "/user/groups", JiraUsers.Groups),
        Of("GET", Rest + "/group/bulk", JiraGroups.Bulk),
        Of("GET", Rest + "/group/member", JiraGroups.Members),
        Of("GET", Rest + "/applicationrole", JiraLicences.Roles),
        Of("GET", Rest + "/instance/license", JiraLicences.Plans),
        Of("GET", Rest + "/license/approximateLicenseCount", JiraLicences.Total),
        Of("GET", Rest + "/license/approximateLicenseCount/product/{product}", JiraLicences.OfProduct),
        Of("GET", Rest + "/auditing/record", JiraAudit.List),
        Of("GET", Rest + "/project/search", JiraProjects.Search),
        Of("GET", Rest + "/role", JiraRoles.List),
        Of("GET", Rest + "/project/{project}/role/{role}", JiraRoles.Show),
        Of("GET", Rest + "/project/{project}/permissionscheme", JiraSchemes.Show),
        Of("GET", Rest + "/filter/search", JiraPossessions.Filters),
        Of("GET", Rest + "/dashboard/search", JiraPossessions.Dashboards),
        Of("GET", Rest + "/search/jql", IssueSearch.ByQuery),
        Of("POST", Rest + "/search/jql", IssueSearch.ByBody),
        Of("POST", Rest + "/search/approximate-count", IssueSearch.Count),
        Of("GET", Rest + "/search", _ => throw Errors.Jira(StatusCodes.Status410Gone, Removed)),
        Of("POST", Rest + "/search", _ => throw Errors.Jira(StatusCodes.Status410Gone, Removed)),
        new("GET", "/sites/{site}/_edge/tenant_info", Door.Open, "edge", TenantInfo),
    ];

    /// <summary>The site of the path; the check at the door has made sure that it exists.</summary>
    public static Site Site(this Call call) => call.Organisation.Sites.FirstOrDefault(site => site.Name == call.Values[0]) ?? throw Errors.Jira(404, "Site temporarily unavailable");

    static void TenantInfo(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("cloudId", call.Site().CloudId);
        call.Json.WriteEndObject();
    }

    static Route Of(string method, string template, Action<Call> answer) => new(method, template, Door.Jira, "jira", answer);
}
