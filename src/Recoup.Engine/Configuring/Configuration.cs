using Recoup.Core.Audit;
using Recoup.Core.Policies;

namespace Recoup.Engine.Configuring;

/// <summary>Changes an organisation's settings so that two admins at once lose nothing of one another's.</summary>
public static class Configuration
{
    private const int Tries = 10;

    /// <summary>Reads, changes and keeps the settings; where somebody else was quicker, once more from how they left them.</summary>
    /// <param name="change">Settings made of others, with the event that tells of it; null where nothing is to be kept.</param>
    /// <returns>The settings before and after; the same where nothing was kept.</returns>
    /// <exception cref="SettingsChangedException">Somebody else is quicker every time.</exception>
    public static async Task<(Settings Before, Settings After)> ChangeAsync(Desk desk, Func<Settings, (Settings Settings, AuditEvent Event)?> change, CancellationToken cancellationToken)
    {
        for (var i = 1; ; i++)
        {
            var before = await desk.Store.SettingsAsync(desk.Org, cancellationToken);
            if (change(before) is not var (after, done))
                return (before, before);
            try
            {
                await desk.Store.CommitAsync(new Change(desk.Org, done) { SettingsBefore = before, Settings = after }, cancellationToken);
                return (before, after);
            }
            catch (SettingsChangedException) when (i < Tries)
            {
                // Read again, and made anew.
            }
        }
    }
}
