using Recoup.Core.Directory;

namespace Recoup.Engine.Atlassian;

/// <summary>The User management API (<c>https://api.atlassian.com/users</c>): answers only to an organisation key without scopes, about managed accounts.</summary>
public sealed class UserManagementApi(AtlassianHttp http)
{
    private const string Enablement = "lifecycle.enablement";

    /// <summary>Whether the organisation may suspend or revive the account's life cycle; null when the account is gone or the answer does not speak of it.</summary>
    public async Task<Manageability?> TryGetManageabilityAsync(AccountId account, CancellationToken cancellationToken)
    {
        var privileges = await http.TryGetAsync(
            "GET users/{account}/manage",
            $"users/{Uri.EscapeDataString(account.Value)}/manage?privileges={Enablement}",
            WireJson.Default.IReadOnlyDictionaryStringPrivilegeBody,
            cancellationToken);
        return privileges is not null && privileges.TryGetValue(Enablement, out var answer) && answer is not null ? new(answer.Allowed, answer.Reason?.Key) : null;
    }

    /// <summary>When any API token of the account was last used; unknown when the account is gone.</summary>
    public async Task<Signal> TokenUseAsync(AccountId account, CancellationToken cancellationToken)
    {
        var tokens = await http.TryGetAsync(
            "GET users/{account}/manage/api-tokens",
            $"users/{Uri.EscapeDataString(account.Value)}/manage/api-tokens",
            WireJson.Default.IReadOnlyListTokenBody,
            cancellationToken);
        if (tokens is null)
            return Signal.Unknown;
        return tokens.Max(t => t.LastAccess) is { } latest ? Signal.Of(latest) : Signal.None;
    }
}
