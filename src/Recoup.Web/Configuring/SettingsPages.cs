using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Configuring;

namespace Recoup.Web.Configuring;

/// <summary>Every setting with what it means, and how it is changed.</summary>
internal static class SettingsPages
{
    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken) =>
        await visit.PageAsync<SettingsPage, ShownSettings>(
            "Settings",
            new(await visit.Store.SettingsAsync(visit.Org, cancellationToken), await visit.Store.TryGetConnectionAsync(visit.Org, cancellationToken)),
            cancellationToken);

    public static async Task<WebResponse> SetAsync(Visit visit, CancellationToken cancellationToken)
    {
        var form = visit.Request.Form;
        var (_, refusal) = await SettingChange.SetAsync(visit.Desk, form["name"] ?? "", form["value"] ?? "", cancellationToken);
        return refusal is null ? WebResponse.SeeOther("/settings") : await visit.RefusedAsync(refusal, "/settings", cancellationToken);
    }
}

/// <summary>Settings as they are shown.</summary>
/// <param name="Settings">All of them.</param>
/// <param name="Connection">How the organisation is reached; null when it was only imported.</param>
public sealed record ShownSettings(Settings Settings, Connection? Connection);
