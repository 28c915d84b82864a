using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Atlassian;

namespace Recoup.Forge.Relay;

/// <summary>
/// The key of the run under way that may write. A run goes through many invocations, and none keeps anything in memory: so the key is
/// among the platform's secrets until the run has ended, and no longer.
/// </summary>
internal static class WriteKey
{
    /// <summary>Why a key is no good; null for one that sees the organisation. Nothing has begun by then.</summary>
    public static async Task<Refusal?> RefuseAsync(ActingDesk desk, OrgId org, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.Atlassian.Organizations.TryGetOrganizationAsync(cancellationToken) is null
                ? new("key-refused", $"The key that was given to write with does not see the organisation {org}. Nothing was begun")
                : null;
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Unauthorized or AtlassianFailure.Forbidden)
        {
            return new("key-refused", $"Atlassian does not accept the key that was given to write with ({e.Message}). It is wrong, expired or revoked. Nothing was begun");
        }
    }

    public static Task KeepAsync(Desk desk, RunId run, string key, CancellationToken cancellationToken) => SetAsync(desk, run, "run.key", key, cancellationToken);

    /// <summary>Forgets the key, where one is kept.</summary>
    public static async Task ForgetAsync(Desk desk, RunId run, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetSecretAsync(desk.Org, SecretName.WriteKey, cancellationToken) is not null)
            await SetAsync(desk, run, "run.key-gone", null, cancellationToken);
    }

    private static Task<AuditHead> SetAsync(Desk desk, RunId run, string action, string? key, CancellationToken cancellationToken) =>
        desk.Store.CommitAsync(new Change(desk.Org, desk.Event(action, note: $"run {run}")) { Secrets = new Dictionary<string, string?> { [SecretName.WriteKey] = key } }, cancellationToken);
}
