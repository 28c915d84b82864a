using Recoup.Core.Audit;
using Recoup.Core.Runs;
using Recoup.Engine;

namespace Recoup.Forge.Relay;

/// <summary>
/// The key of the run under way that may write. A run goes through many invocations, and none keeps anything in memory: so the key is
/// among the platform's secrets until the run has ended, and no longer.
/// </summary>
internal static class WriteKey
{
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
