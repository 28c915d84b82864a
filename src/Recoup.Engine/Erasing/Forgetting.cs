using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine.Configuring;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Erasing;

/// <summary>Removes everything kept about one person (P27). The host holds the leases on scans and runs by then.</summary>
public static class Forgetting
{
    /// <param name="fence">Of the lease on scans.</param>
    /// <returns>Whether anything was kept; or why nothing was removed.</returns>
    public static async Task<(bool WasKept, Refusal? Refusal)> ForgetAsync(Desk desk, AccountId account, long fence, CancellationToken cancellationToken)
    {
        if (await Clearing.ActiveRunAsync(desk, "forget", cancellationToken) is { } active)
            return (false, active);
        // A scan that stopped half-way would go on with what it read of the person.
        if (await desk.Store.ScansAsync(desk.Org, new(1), cancellationToken) is [{ Status: ScanStatus.Running } stopped])
            await desk.Store.SaveScanAsync(stopped.Cancelled(desk.Now, "somebody was forgotten while it was stopped") with { Fence = fence }, cancellationToken);
        var (before, after) = await Configuration.ChangeAsync(
            desk,
            settings => Names(settings, account)
                ? (Without(settings, account), desk.Event("settings.set", note: "what they say of one person is taken away: the person is forgotten"))
                : null,
            cancellationToken);
        return (await desk.Store.EraseAsync(new Erasure.Person(desk.Org, account, desk.Event("person.forget")), cancellationToken) > 0 || before != after, null);
    }

    private static bool Names(Settings settings, AccountId account) =>
        settings.BillingContact == account || settings.KindsSaid.Any(k => k.Account == account) || settings.Named.Any(n => n.Account == account || n.By == account);

    private static Settings Without(Settings settings, AccountId account) => settings with
    {
        BillingContact = settings.BillingContact == account ? null : settings.BillingContact,
        KindsSaid = [.. settings.KindsSaid.Where(k => k.Account != account)],
        // Whoever was named by somebody who is forgotten is named anew, by somebody who is still there.
        Named = [.. settings.Named.Where(n => n.Account != account && n.By != account)],
    };
}
