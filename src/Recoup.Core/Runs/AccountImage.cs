using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Plans;

namespace Recoup.Core.Runs;

/// <summary>A role as Atlassian lists it for one account.</summary>
/// <param name="Directory">Through which directory; null where Atlassian names none.</param>
/// <param name="Resource">The ARI, also of something that has no seats.</param>
/// <param name="Role">The role.</param>
/// <param name="Direct">Whether it was given to the account itself.</param>
/// <param name="ByGroup">Whether a group gives it.</param>
/// <param name="Inferred">Whether another role brings it along.</param>
/// <param name="DirectoryStatus">The account's status in that directory, in Atlassian's word; null where not told.</param>
public sealed record HeldRole(DirectoryId? Directory, string Resource, string Role, bool Direct, bool ByGroup, bool Inferred, string? DirectoryStatus)
{
    /// <summary>Whether it is paid for: a billable role of a product with seats, in a directory in which the account is active.</summary>
    [JsonIgnore]
    public bool IsBilled => DirectoryStatus is not ("suspended" or "no_membership") && Core.Directory.Role.Billable.Contains(Role) && Site is { Product.HasSeats: true };

    /// <summary>Product and site; null for what is none.</summary>
    [JsonIgnore]
    public Resource? Site => Core.Directory.Resource.TryParse(Resource);
}

/// <summary>One account as Atlassian shows it at a moment: what a row is checked against, and an undo is held against.</summary>
public sealed record AccountImage
{
    public required AccountId Account { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    public required string Status { get; init; }

    public string? Claim { get; init; }

    public string? Source { get; init; }

    /// <summary>Null where not told.</summary>
    public IReadOnlyList<string>? PlatformRoles { get; init; }

    /// <summary>Null where not told.</summary>
    public IReadOnlyList<Usage>? Usage { get; init; }

    /// <summary>Null where not told.</summary>
    public IReadOnlyList<GroupId>? Groups { get; init; }

    public required IReadOnlyList<HeldRole> Roles { get; init; }

    /// <summary>When an API token was last used; unknown where that cannot be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Signal TokenUsed { get; init; }

    /// <summary>Why Atlassian does not let the account be deactivated or activated, in its word; null where it does, or where nobody asked.</summary>
    public string? NotManageable { get; init; }

    /// <summary>The products and sites that are paid for, in no order.</summary>
    [JsonIgnore]
    public IEnumerable<Resource> Billed => Status == "deactivated" ? [] : Roles.Where(r => r.IsBilled).Select(r => r.Site!.Value).Distinct();

    /// <summary>Whether what a call asks for is so; null where this does not tell.</summary>
    public bool? Shows(PlannedChange change) => change.Kind switch
    {
        ChangeKind.Suspend => IsSuspendedIn(change.Directory!.Value),
        ChangeKind.Restore => !IsSuspendedIn(change.Directory!.Value),
        ChangeKind.LeaveGroup => Groups is null ? null : !Groups.Contains(change.Group!.Value),
        ChangeKind.JoinGroup => Groups?.Contains(change.Group!.Value),
        ChangeKind.RevokeRole => !HoldsDirectly(change),
        ChangeKind.AssignRole => HoldsDirectly(change),
        ChangeKind.Deactivate => Status == "deactivated",
        ChangeKind.Activate => Status != "deactivated",
        _ => null,
    };

    private bool HoldsDirectly(PlannedChange change) => Roles.Any(r => r.Direct && r.Role == change.Role && r.Site == change.Resource);

    /// <summary>By the roles of the directory. An account that is suspended in every directory may show none.</summary>
    private bool? IsSuspendedIn(DirectoryId directory)
    {
        if (Status == "suspended")
            return true;
        var there = Roles.Where(r => r.Directory == directory && r.DirectoryStatus is not null).ToList();
        return there.Count == 0 ? null : there.TrueForAll(r => r.DirectoryStatus == "suspended");
    }
}
