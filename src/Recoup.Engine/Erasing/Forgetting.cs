using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine.Configuring;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Erasing;

/// <summary>Removes everything kept about one person (P27). The host holds the leases on scans and runs by then.</summary>
public static class Forgetting
{
    /// <param name="fence">Of the lease on scans.</param>
    /// <returns>Whether anything was kept.</returns>
    public static async Task<bool> ForgetAsync(Desk desk, AccountId account, long fence, CancellationToken cancellationToken)
    {
        // A scan that stopped half-way would go on with what it read of the person.
        if (await desk.Store.ScansAsync(desk.Org, new(1), cancellationToken) is [{ Status: ScanStatus.Running } stopped])
            await desk.Store.SaveScanAsync(stopped.Cancelled(desk.Now, "somebody was forgotten while it was stopped") with { Fence = fence }, cancellationToken);
        var (before, after) = await Configuration.ChangeAsync(
            desk,
            settings => settings.BillingContact == account || settings.KindsSaid.Any(k => k.Account == account)
                ? (Without(settings, account), desk.Event("settings.set", note: "what they say of one person is taken away: the person is forgotten"))
                : null,
            cancellationToken);
        return await desk.Store.EraseAsync(new Erasure.Person(desk.Org, account, desk.Event("person.forget")), cancellationToken) > 0 || before != after;
    }

    private static Settings Without(Settings settings, AccountId account) => settings with
    {
        BillingContact = settings.BillingContact == account ? null : settings.BillingContact,
        KindsSaid = [.. settings.KindsSaid.Where(k => k.Account != account)],
    };
}
