using System.Text.Json.Serialization;

namespace Recoup.Engine.Atlassian;

// The answers as they are on the wire, only the fields that are read. What is absent or null stays null; what is unknown is ignored.

/// <summary>An answer that lists things. The list itself is never absent: where nothing is, it is empty.</summary>
internal interface IPage
{
    IEnumerable<object?> Elements { get; }
}

/// <summary>A page of the v2 Organizations API; <c>next</c> is a bare cursor, absent on the last page.</summary>
public sealed record PageV2<T>(IReadOnlyList<T> Data, LinksBody? Links = null) : IPage
    where T : class
{
    IEnumerable<object?> IPage.Elements => Data;
}

/// <summary>A page of the v1 Organizations API and of workspaces; <c>next</c> is a whole URL.</summary>
public sealed record PageV1<T>(IReadOnlyList<T> Data, LinksBody? Links = null) : IPage
    where T : class
{
    IEnumerable<object?> IPage.Elements => Data;
}

/// <summary>One thing under <c>data</c>.</summary>
public sealed record OneBody<T>(T Data);

public sealed record LinksBody(string? Next = null);

public sealed record OrgBody(string Id, OrgAttributes? Attributes = null);

public sealed record OrgAttributes(string? Name = null);

public sealed record DomainBody(DomainAttributes? Attributes = null);

public sealed record DomainAttributes(string? Name = null, DomainClaim? Claim = null);

public sealed record DomainClaim(string? Status = null);

public sealed record DirectoryBody(string DirectoryId, string? Name = null);

/// <summary>A managed account of the v1 list, whose names have underscores; only the Guard flag is kept.</summary>
public sealed record ManagedBody([property: JsonPropertyName("account_id")] string AccountId, [property: JsonPropertyName("access_billable")] bool? AccessBillable = null);

public sealed record EventActionBody(string Id, EventActionAttributes? Attributes = null);

public sealed record EventActionAttributes(string? DisplayName = null);

/// <summary>An entry of the organisation's audit log. Actor, address and location are not read.</summary>
public sealed record EventBody(EventAttributes? Attributes = null);

public sealed record EventAttributes(DateTimeOffset? Time = null, IReadOnlyList<EventObject>? Context = null);

public sealed record EventObject(string? Id = null);

public sealed record WorkspaceBody(string Id, WorkspaceAttributes? Attributes = null);

public sealed record WorkspaceAttributes(string? Name = null, string? HostUrl = null, string? Status = null, WorkspaceSandbox? Sandbox = null);

public sealed record WorkspaceSandbox(string? Type = null);

public sealed record GroupBody(string Id, string? Name = null, string? DirectoryId = null, bool? ExternalSynced = null, string? ManagedBy = null, GroupAccess? ManagementAccess = null);

public sealed record CountsBody(int? Resources = null);

public sealed record GroupAccess(bool? Modifiable = null);

public sealed record UserGroupBody(string Id, string? Name = null);

public sealed record ProductAccessBody(string Id, DateTimeOffset? LastActiveTimestamp = null);

public sealed record CountBody(int? Count = null);

/// <summary>A user of <c>users/search</c>. Location, time zone, pictures and the texts of job title and department are not kept.</summary>
public sealed record UserBody
{
    public required string AccountId { get; init; }

    public string? AccountType { get; init; }

    public string? AccountStatus { get; init; }

    public string? Status { get; init; }

    public string? ClaimStatus { get; init; }

    public string? ManagementSource { get; init; }

    public string? Name { get; init; }

    public string? Nickname { get; init; }

    public string? Email { get; init; }

    public bool? EmailVerified { get; init; }

    public DateTimeOffset? AddedToOrg { get; init; }

    public string? JobTitle { get; init; }

    public string? Department { get; init; }

    public IReadOnlyList<string>? PlatformRoles { get; init; }

    public IReadOnlyList<UserGroupBody>? Groups { get; init; }

    public IReadOnlyList<ProductAccessBody>? ProductAccess { get; init; }

    public CountsBody? Counts { get; init; }
}

public sealed record RoleAssignmentBody(string? DirectoryId = null, string? ResourceId = null, IReadOnlyList<AssignedRoleBody>? RoleAssignments = null, string? UserDirectoryStatus = null);

public sealed record GroupRoleBody(string? ResourceId = null, IReadOnlyList<string>? Roles = null);

public sealed record AssignedRoleBody(string? Role = null, IReadOnlyList<string>? RoleAssignmentMethods = null);

public sealed record PrivilegeBody(bool Allowed, PrivilegeReason? Reason = null);

public sealed record PrivilegeReason(string? Key = null);

public sealed record TokenBody(DateTimeOffset? LastAccess = null);

public sealed record TenantBody(string CloudId);

public sealed record MyselfBody(string AccountId);

/// <summary>Somebody on a site's user list. Address, name and picture are not read.</summary>
public sealed record SiteUserBody(string? AccountId = null, string? AccountType = null, bool? Active = null);

public sealed record IssuePage(IReadOnlyList<IssueBody> Issues, string? NextPageToken = null, bool? IsLast = null) : IPage
{
    IEnumerable<object?> IPage.Elements => Issues;
}

/// <summary>A page of things of which Jira tells the total.</summary>
public sealed record PageBean<T>(IReadOnlyList<T> Values, int? Total = null, bool? IsLast = null) : IPage
    where T : class
{
    IEnumerable<object?> IPage.Elements => Values;
}

/// <summary>A project. Its name and description are not read.</summary>
public sealed record ProjectBody(string Key, string? ProjectTypeKey = null, IssuePerson? Lead = null);

public sealed record ProjectRoleBody(long Id);

public sealed record ProjectActorsBody(IReadOnlyList<ProjectActorBody>? Actors = null);

public sealed record ProjectActorBody(IssuePerson? ActorUser = null, ActorGroupBody? ActorGroup = null);

public sealed record ActorGroupBody(string? GroupId = null);

public sealed record PermissionSchemeBody(IReadOnlyList<PermissionBody>? Permissions = null);

public sealed record PermissionBody(string? Permission = null, PermissionHolderBody? Holder = null);

/// <summary>Whom a permission goes to: for a user the account id, for a group the group's id stands under value.</summary>
public sealed record PermissionHolderBody(string? Type = null, string? Parameter = null, string? Value = null);

/// <summary>A filter or a dashboard: only with how many it is shared.</summary>
public sealed record SharedBody(IReadOnlyList<ShareBody>? SharePermissions = null);

public sealed record ShareBody(string? Type = null);

public sealed record IssueBody(IssueFields? Fields = null);

public sealed record IssueFields(IssuePerson? Assignee = null, IssuePerson? Reporter = null);

public sealed record IssuePerson(string AccountId);

// The questions.

public sealed record SearchBody
{
    public int Limit { get; init; } = 100;

    public string? Cursor { get; init; }

    public IReadOnlyList<string>? Expand { get; init; }

    public IReadOnlyList<string>? ResourceIds { get; init; }

    public IReadOnlyList<string>? RoleIds { get; init; }

    public IReadOnlyList<string>? Status { get; init; }

    public string? ClaimStatus { get; init; }

    public IReadOnlyList<string>? MembershipStatus { get; init; }

    public IReadOnlyList<string>? AccountIds { get; init; }

    public IReadOnlyList<string>? GroupIds { get; init; }
}

/// <summary>A question for workspaces: either a limit or a cursor, never both.</summary>
public sealed record WorkspacesBody(int? Limit, string? Cursor);

public sealed record CountJqlBody(string Jql);

public sealed record JqlBody(string Jql, IReadOnlyList<string> Fields, int MaxResults, string? NextPageToken);

// What is written.

public sealed record MembershipBody(string AccountId);

public sealed record RoleChangeBody(string Role, string Resource);

public sealed record DisableBody(string Message);

/// <summary>Source-generated shapes of the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OneBody<OrgBody>))]
[JsonSerializable(typeof(PageV1<DomainBody>))]
[JsonSerializable(typeof(PageV1<WorkspaceBody>))]
[JsonSerializable(typeof(PageV1<ManagedBody>))]
[JsonSerializable(typeof(PageV1<EventBody>))]
[JsonSerializable(typeof(PageV1<EventActionBody>))]
[JsonSerializable(typeof(PageV2<DirectoryBody>))]
[JsonSerializable(typeof(PageV2<GroupBody>))]
[JsonSerializable(typeof(PageV2<UserBody>))]
[JsonSerializable(typeof(PageV2<RoleAssignmentBody>))]
[JsonSerializable(typeof(CountBody))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, PrivilegeBody>))]
[JsonSerializable(typeof(IReadOnlyList<TokenBody>))]
[JsonSerializable(typeof(TenantBody))]
[JsonSerializable(typeof(MyselfBody))]
[JsonSerializable(typeof(IReadOnlyList<SiteUserBody>))]
[JsonSerializable(typeof(IssuePage))]
[JsonSerializable(typeof(PageBean<ProjectBody>))]
[JsonSerializable(typeof(PageBean<SharedBody>))]
[JsonSerializable(typeof(IReadOnlyList<ProjectRoleBody>))]
[JsonSerializable(typeof(ProjectActorsBody))]
[JsonSerializable(typeof(PermissionSchemeBody))]
[JsonSerializable(typeof(CountJqlBody))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(WorkspacesBody))]
[JsonSerializable(typeof(JqlBody))]
[JsonSerializable(typeof(PageV2<GroupRoleBody>))]
[JsonSerializable(typeof(MembershipBody))]
[JsonSerializable(typeof(RoleChangeBody))]
[JsonSerializable(typeof(DisableBody))]
internal sealed partial class WireJson : JsonSerializerContext;
