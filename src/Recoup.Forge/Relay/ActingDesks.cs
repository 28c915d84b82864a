using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Forge.Hosting;

namespace Recoup.Forge.Relay;

/// <summary>Opens the desk that a run's steps are taken at.</summary>
internal static class ActingDesks
{
    /// <param name="writeKey">A key that may write; null for none: then a run is only looked into.</param>
    /// <param name="between">Called between two rows that are looked at; null for keeping the turn alone.</param>
    /// <returns>Null where nothing is connected.</returns>
    public static async Task<ActingDesk?> TryOpenAsync(Installation installation, Turn turn, string actor, string? writeKey, CancellationToken cancellationToken, Func<Task>? between = null)
    {
        if (await installation.TryGetConnectionAsync(cancellationToken) is not { } connection || await installation.TryAccessAsync(connection, cancellationToken, writeKey) is not { } access)
            return null;
        return new(installation.Store, access, await installation.Store.SettingsAsync(connection.Org, cancellationToken), installation.Time, actor)
        {
            MayWrite = writeKey is not null,
            Fence = turn.Fence,
            Unattended = true,
            Between = between ?? (() => turn.KeepAsync(cancellationToken)),
        };
    }
}
