using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Engine.Configuring;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/settings</c>: costs, thresholds and the like. Of keys only that they are set, when, and their last four characters.</summary>
internal static class SettingsApi
{
    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("settings");
        settings.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listSettings", "Every setting, its value and its range").Gives<IReadOnlyList<SettingResult>>();
        settings.MapPut("/{name}", SetAsync).Needs(SignInRole.Admin).Says("changeSetting", "Changes one value; it counts from the next scan or import on").Gives<ChangedSetting>();
    }

    private static async Task<IResult> ListAsync(Asker asker, CancellationToken cancellationToken) =>
        Answer.Json(await SettingResult.AllAsync(asker.Store, asker.Org, cancellationToken), OutputJson.Readable.IReadOnlyListSettingResult);

    private static async Task<IResult> SetAsync(string name, SettingValue wanted, Asker asker, CancellationToken cancellationToken)
    {
        if (SecretName.IsOne(name))
            return Problems.Of(new("secret", $"{name} is a secret, proved before it is kept: recoup connect takes it"));
        var (changed, refusal) = await SettingChange.SetAsync(asker.Desk, name, wanted.Value, cancellationToken);
        return changed is null ? Problems.Of(refusal!) : TypedResults.Ok(new ChangedSetting(SettingResult.Of(changed.Setting, changed.Settings), changed.Warnings));
    }

    /// <param name="Value">The new value; empty takes it away where that is possible.</param>
    internal sealed record SettingValue(string Value);

    /// <param name="Setting">The setting as it is now.</param>
    /// <param name="Warnings">What is allowed and hardly meant, a sentence each.</param>
    internal sealed record ChangedSetting(SettingResult Setting, IReadOnlyList<string> Warnings);
}
