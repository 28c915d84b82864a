namespace Recoup.Emulator;

/// <summary>A role of the Organizations API. The first eight fit in the three bits of a direct role.</summary>
public enum Role : byte { None, User, Admin, Guest, Customer, Contributor, Basic, Stakeholder, UserAccessAdmin, OrgAdmin, SiteAdmin, AiAccess }

internal static class Roles
{
    static readonly string[] Ids =
    [
        "", "atlassian/user", "atlassian/admin", "atlassian/guest", "atlassian/customer", "atlassian/contributor", "atlassian/basic",
        "atlassian/stakeholder", "atlassian/user-access-admin", "atlassian/org-admin", "atlassian/site-admin", "atlassian/ai-access",
    ];

    public static ReadOnlySpan<string> Known => Ids.AsSpan(1);

    public static string Id(this Role role) => Ids[(int)role];

    /// <summary>The role with that id; <see cref="Role.None"/> for one that does not exist.</summary>
    public static Role Of(string id) => (Role)Math.Max(0, Array.IndexOf(Ids, id));

    public static bool TakesSeat(this Role role) => role is Role.User or Role.Admin;
}
