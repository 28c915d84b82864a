using Recoup.Core.Directory;
using Recoup.Core.Plans;

namespace Recoup.Engine.Atlassian;

/// <summary>Everything that Recoup ever writes (ATLASSIAN 1.9): access is taken and given back. There is no call that deletes.</summary>
public sealed class AccessApi(AtlassianHttp http, OrgId org)
{
    private readonly string _v1 = $"admin/v1/orgs/{Uri.EscapeDataString(org.Value)}";
    private readonly string _v2 = $"admin/v2/orgs/{Uri.EscapeDataString(org.Value)}";

    /// <summary>Sends one change.</summary>
    /// <param name="account">Whose access.</param>
    /// <param name="change">What is changed.</param>
    /// <param name="message">What the owner of a deactivated account is told; used for that alone.</param>
    /// <exception cref="AtlassianException">It was not carried out, and none would be now: the key is refused, or a limit is used up.</exception>
    public Task<WriteAnswer> SendAsync(AccountId account, PlannedChange change, string message, CancellationToken cancellationToken)
    {
        var user = Uri.EscapeDataString(account.Value);
        return change.Kind switch
        {
            ChangeKind.Suspend => Post("POST users/{account}/suspend", $"{Directory(change)}/users/{user}/suspend"),
            ChangeKind.Restore => Post("POST users/{account}/restore", $"{Directory(change)}/users/{user}/restore"),
            ChangeKind.LeaveGroup => LeaveAsync(change, user, cancellationToken),
            ChangeKind.JoinGroup => JoinAsync(account, change, cancellationToken),
            ChangeKind.RevokeRole => http.WriteAsync("POST roles/revoke", HttpMethod.Post, $"{_v1}/users/{user}/roles/revoke", Role(change), WireJson.Default.RoleChangeBody, cancellationToken),
            ChangeKind.AssignRole => http.WriteAsync("POST roles/assign", HttpMethod.Post, $"{_v1}/users/{user}/roles/assign", Role(change), WireJson.Default.RoleChangeBody, cancellationToken),
            ChangeKind.Deactivate => http.WriteAsync("POST lifecycle/disable", HttpMethod.Post, $"users/{user}/manage/lifecycle/disable", new(message), WireJson.Default.DisableBody, cancellationToken),
            ChangeKind.Activate => Post("POST lifecycle/enable", $"users/{user}/manage/lifecycle/enable"),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "There is no such call."),
        };

        Task<WriteAnswer> Post(string operation, string path) => http.WriteAsync(operation, HttpMethod.Post, path, cancellationToken);
    }

    /// <summary>Who is not in the group any more has left it.</summary>
    private async Task<WriteAnswer> LeaveAsync(PlannedChange change, string user, CancellationToken cancellationToken)
    {
        var answer = await http.WriteAsync("DELETE groups/{group}/memberships/{account}", HttpMethod.Delete, $"{Group(change)}/memberships/{user}", cancellationToken);
        return answer is { Result: WriteResult.Refused, Status: 404 } ? answer with { Result = WriteResult.Already } : answer;
    }

    /// <summary>409 means that the account is in the group, or that no seat is left: only the text tells.</summary>
    private async Task<WriteAnswer> JoinAsync(AccountId account, PlannedChange change, CancellationToken cancellationToken)
    {
        var answer = await http.WriteAsync("POST groups/{group}/memberships", HttpMethod.Post, $"{Group(change)}/memberships", new(account.Value), WireJson.Default.MembershipBody, cancellationToken);
        return answer is { Result: WriteResult.Refused, Status: 409 } && answer.Why?.Contains("already", StringComparison.OrdinalIgnoreCase) == true
            ? answer with { Result = WriteResult.Already }
            : answer;
    }

    private string Directory(PlannedChange change) => $"{_v2}/directories/{Uri.EscapeDataString(change.Directory!.Value.Value)}";

    private string Group(PlannedChange change) => $"{Directory(change)}/groups/{Uri.EscapeDataString(change.Group!.Value.Value)}";

    private static RoleChangeBody Role(PlannedChange change) => new(change.Role!, change.Resource!.Value.Ari);
}
