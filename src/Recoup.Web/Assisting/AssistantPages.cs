using Recoup.Core;
using Recoup.Core.Policies;
using Recoup.Engine.Assisting;
using Recoup.Engine.Configuring;

namespace Recoup.Web.Assisting;

/// <summary>Claude, off by default: what it would be told, its key, its switches and what it was asked.</summary>
internal static class AssistantPages
{
    private const string Here = "/assistant";

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken) => await PageAsync(visit, null, cancellationToken);

    /// <summary>Turns one of the two switches.</summary>
    public static async Task<WebResponse> SwitchAsync(Visit visit, CancellationToken cancellationToken)
    {
        var form = visit.Request.Form;
        var name = form["what"] == "summary" ? "aiEnabled.summary" : "aiEnabled.classifier";
        var (_, refusal) = await SettingChange.SetAsync(visit.Desk, name, form["on"] ?? "", cancellationToken);
        return await DoneAsync(visit, refusal, cancellationToken);
    }

    /// <summary>Keeps a key, or takes it away.</summary>
    public static async Task<WebResponse> SetKeyAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (!visit.Host.TakesKeys)
            return await DoneAsync(visit, new("demo", "The demo is thrown away and asks nobody outside: start recoup serve, and give a key there"), cancellationToken);
        if (visit.Request.Form["clear"] is null)
            return await DoneAsync(visit, await AssistantKey.SetAsync(visit.Desk, visit.Request.Form["key"] ?? "", cancellationToken), cancellationToken);
        await AssistantKey.ClearAsync(visit.Desk, cancellationToken);
        return WebResponse.SeeOther(Here);
    }

    /// <summary>Tries the key, and says what came of it.</summary>
    public static async Task<WebResponse> TestAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (models, refusal) = await visit.Host.TestAssistantAsync(visit.Desk, cancellationToken);
        return models is null ? await DoneAsync(visit, refusal, cancellationToken) : await PageAsync(visit, models, cancellationToken);
    }

    private static async Task<WebResponse> DoneAsync(Visit visit, Refusal? refusal, CancellationToken cancellationToken) =>
        refusal is null ? WebResponse.SeeOther(Here) : await visit.RefusedAsync(refusal, Here, cancellationToken);

    // 422 also where the key is good: what answers a form with a page and no other status is not shown by the script.
    private static async Task<WebResponse> PageAsync(Visit visit, IReadOnlyList<string>? models, CancellationToken cancellationToken) => await visit.PageAsync<AssistantPage, ShownAssistant>(
        "Claude",
        new(
            await AssistantView.ReadAsync(visit.Desk, cancellationToken),
            await visit.Store.SettingsAsync(visit.Org, cancellationToken),
            models,
            visit.Host.TakesKeys),
        cancellationToken,
        models is null ? 200 : 422);
}

/// <summary>How an organisation stands with Claude, as it is shown.</summary>
/// <param name="View">What would be sent, what that would cost, and what was asked.</param>
/// <param name="Settings">Model, price and limits.</param>
/// <param name="Models">The models that the key may ask; null where it was not tried just now.</param>
/// <param name="TakesKeys">Whether keys may be given.</param>
public sealed record ShownAssistant(AssistantView View, Settings Settings, IReadOnlyList<string>? Models, bool TakesKeys);
