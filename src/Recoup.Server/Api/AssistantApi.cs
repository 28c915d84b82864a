using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Engine.Assisting;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/assistant</c>: Claude, off by default. Its switches, model, price and limits are settings.</summary>
internal static class AssistantApi
{
    public static void MapAssistant(this IEndpointRouteBuilder api)
    {
        var assistant = api.MapGroup("/assistant").WithTags("assistant");
        assistant.MapGet("", ShowAsync).Needs(SignInRole.Viewer).Says("showAssistant", "To the letter what Claude would be told, what that would cost, and the latest calls without their content").Gives<AssistantResult>();
        assistant.MapPost("/test", TestAsync).Needs(SignInRole.Admin).Says("testAssistantKey", "Tries the key by asking which models it may use; costs nothing").Gives<TriedKeyResult>();
        assistant.MapPut("/key", SetKeyAsync).Needs(SignInRole.Admin).Says("setAssistantKey", "Keeps a key to Claude, encrypted; it is not tried").GivesNothing();
        assistant.MapDelete("/key", ClearKeyAsync).Needs(SignInRole.Admin).Says("clearAssistantKey", "Takes the key away; a question under way is broken off").GivesNothing();
    }

    private static async Task<IResult> ShowAsync(Asker asker, CancellationToken cancellationToken) =>
        Answer.Json(AssistantResult.Of(await AssistantView.ReadAsync(asker.Desk, cancellationToken)), OutputJson.Readable.AssistantResult);

    private static async Task<IResult> TestAsync(Asker asker, CancellationToken cancellationToken)
    {
        var (models, refusal) = await AssistantKey.TestAsync(asker.Desk, asker.Workplace.Claude, cancellationToken);
        if (models is null)
            return Problems.Of(refusal!);
        var model = (await asker.Store.SettingsAsync(asker.Org, cancellationToken)).Assistant.Model;
        return Answer.Json(new TriedKeyResult(models, models.Contains(model)), OutputJson.Readable.TriedKeyResult);
    }

    private static async Task<IResult> SetKeyAsync(GivenKey given, Asker asker, CancellationToken cancellationToken) =>
        Answer.Done(await AssistantKey.SetAsync(asker.Desk, given.Key ?? "", cancellationToken));

    private static async Task<IResult> ClearKeyAsync(Asker asker, CancellationToken cancellationToken)
    {
        await AssistantKey.ClearAsync(asker.Desk, cancellationToken);
        return Answer.Done(null);
    }

    /// <param name="Key">The key, in one line.</param>
    internal sealed record GivenKey(string? Key);
}
