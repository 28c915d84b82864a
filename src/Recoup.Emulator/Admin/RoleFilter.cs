namespace Recoup.Emulator;

/// <summary>The filters that both role assignment lists share.</summary>
internal sealed class RoleFilter(Question question)
{
    public static readonly string[] Names = ["cursor", "limit", "directoryIds", "resourceOwners", "resourceIds", "roleIds"];

    readonly string[]? owners = question.AtMost(10, "resourceOwners");
    readonly string[]? resources = question.AtMost(20, "resourceIds");
    readonly string[]? roles = question.AtMost(10, "roleIds", Roles.Known);

    public bool Takes(string resourceId, string owner) => (owners is null || owners.Contains(owner)) && (resources is null || resources.Contains(resourceId));

    public bool Takes(Role role) => roles is null || roles.Contains(role.Id());
}
