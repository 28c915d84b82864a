using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Plans;

/// <summary>A change that Atlassian knows as one call (ATLASSIAN 1.9).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>The account is suspended in a directory: it keeps roles and groups, and nobody pays for them.</summary>
    [JsonStringEnumMemberName("suspend")] Suspend,

    [JsonStringEnumMemberName("leave-group")] LeaveGroup,

    /// <summary>A role given to the account itself is taken away.</summary>
    [JsonStringEnumMemberName("revoke-role")] RevokeRole,

    /// <summary>A role is given to the account itself.</summary>
    [JsonStringEnumMemberName("assign-role")] AssignRole,

    /// <summary>The account can no longer be used anywhere.</summary>
    [JsonStringEnumMemberName("deactivate")] Deactivate,

    /// <summary>Undoes <see cref="Suspend"/>.</summary>
    [JsonStringEnumMemberName("restore")] Restore,

    /// <summary>Undoes <see cref="LeaveGroup"/>.</summary>
    [JsonStringEnumMemberName("join-group")] JoinGroup,

    /// <summary>Undoes <see cref="Deactivate"/>.</summary>
    [JsonStringEnumMemberName("activate")] Activate,
}

/// <summary>One call that a plan's row makes. What the kind does not need is null.</summary>
public sealed record PlannedChange(ChangeKind Kind)
{
    /// <summary>The call that takes this one back.</summary>
    [JsonIgnore]
    public PlannedChange Reversed => this with
    {
        Kind = Kind switch
        {
            ChangeKind.Suspend => ChangeKind.Restore,
            ChangeKind.Restore => ChangeKind.Suspend,
            ChangeKind.LeaveGroup => ChangeKind.JoinGroup,
            ChangeKind.JoinGroup => ChangeKind.LeaveGroup,
            ChangeKind.RevokeRole => ChangeKind.AssignRole,
            ChangeKind.AssignRole => ChangeKind.RevokeRole,
            ChangeKind.Deactivate => ChangeKind.Activate,
            _ => ChangeKind.Deactivate,
        },
    };

    public DirectoryId? Directory { get; init; }

    public GroupId? Group { get; init; }

    /// <summary>The group's name, for those who read the plan.</summary>
    public string? GroupName { get; init; }

    public Resource? Resource { get; init; }

    public string? Role { get; init; }
}
