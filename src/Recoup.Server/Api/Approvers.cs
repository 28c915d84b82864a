using Recoup.Engine;
using Recoup.Storage;

namespace Recoup.Server.Api;

/// <summary>Everybody who could approve a plan.</summary>
internal static class Approvers
{
    /// <summary>Their names, as the audit log knows them. Who was asked in and has not come yet is one of them: then there are two, and nobody decides alone.</summary>
    public static async Task<IReadOnlySet<string>> NamesAsync(SqlStore store, CancellationToken cancellationToken) =>
        (await store.SignInsAsync(cancellationToken)).Where(p => p.Roles.Contains(SignInRole.Approver)).Select(p => p.Name).ToHashSet();
}
