using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Configuring;
using Recoup.Engine.Holding;

namespace Recoup.Web.Configuring;

/// <summary>Every setting with what it means, and how it is changed; holds; and the end of all that is kept.</summary>
internal static class SettingsPages
{
    private const int MostHolds = 100;

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (store, org) = (visit.Store, visit.Org);
        var holds = await Holds.ListAsync(store, org, cancellationToken);
        var shown = new ShownSettings(
            org,
            await store.SettingsAsync(org, cancellationToken),
            await store.TryGetConnectionAsync(org, cancellationToken),
            await Holds.NamedAsync(store, org, holds.Take(MostHolds), cancellationToken),
            Math.Max(0, holds.Count - MostHolds));
        return await visit.PageAsync<SettingsPage, ShownSettings>("Settings", shown, cancellationToken, who: shown.Holds.Select(h => h.Hold.Owner));
    }

    public static async Task<WebResponse> SetAsync(Visit visit, CancellationToken cancellationToken)
    {
        var form = visit.Request.Form;
        var (_, refusal) = await SettingChange.SetAsync(visit.Desk, form["name"] ?? "", form["value"] ?? "", cancellationToken);
        return refusal is null ? WebResponse.SeeOther("/settings") : await visit.RefusedAsync(refusal, "/settings", cancellationToken);
    }

    public static async Task<WebResponse> ClearAsync(Visit visit, CancellationToken cancellationToken)
    {
        var refusal = visit.Request.Form["confirm"] == visit.Org.Value
            ? await visit.Host.ClearAsync(visit.Desk, cancellationToken)
            : new("not-confirmed", $"Nothing was removed: {visit.Org} was not typed");
        return refusal is null ? WebResponse.SeeOther("/") : await visit.RefusedAsync(refusal, "/settings", cancellationToken);
    }
}

/// <summary>Settings as they are shown.</summary>
/// <param name="Org">Whose they are.</param>
/// <param name="Settings">All of them.</param>
/// <param name="Connection">How the organisation is reached; null when it was only imported.</param>
/// <param name="Holds">Accounts that are left alone, with their names, the next to end first.</param>
/// <param name="MoreHolds">How many more there are.</param>
public sealed record ShownSettings(OrgId Org, Settings Settings, Connection? Connection, IReadOnlyList<(Hold Hold, string? Name)> Holds, int MoreHolds);
