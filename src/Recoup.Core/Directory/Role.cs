namespace Recoup.Core.Directory;

/// <summary>Atlassian's canonical role ids, as far as a decision depends on them (ATLASSIAN 1.8).</summary>
public static class Role
{
    public const string User = "atlassian/user";
    public const string Admin = "atlassian/admin";
    public const string OrgAdmin = "atlassian/org-admin";
    public const string SiteAdmin = "atlassian/site-admin";
    public const string UserAccessAdmin = "atlassian/user-access-admin";

    /// <summary>The roles that cost a seat; in Jira Service Management these are agents, in Product Discovery creators.</summary>
    public static readonly IReadOnlyList<string> Billable = [User, Admin];

    /// <summary>Platform roles that give no say over others. Every other one protects, also one that is new to us.</summary>
    public static bool AdministersNothing(string role) => role is "atlassian/ai-access" or User or "atlassian/basic" or "atlassian/guest";

    /// <summary>What a platform role is called in a sentence; null when the role administers nothing.</summary>
    public static string? AdministratorName(string role) => role switch
    {
        OrgAdmin => "organisation admin",
        SiteAdmin => "site admin",
        UserAccessAdmin => "user-access admin",
        Admin => "product admin",
        _ => null,
    };
}
