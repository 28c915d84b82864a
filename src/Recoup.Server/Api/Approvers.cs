using Recoup.Engine;
using Recoup.Storage;

namespace Recoup.Server.Api;

/// <summary>Everybody who could approve a plan.</summary>
internal static class Approvers
{
    /// <summary>Their names, as the audit log knows them.</summary>
    public static async Task<IReadOnlySet<string>> NamesAsync(SqlStore store, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await store.TokensAsync(null, cancellationToken)).Where(t => t.Role == SignInRole.Approver && t.ExpiresAt > now).Select(t => t.Owner).ToHashSet();
}
