using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Policies;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/policy</c>: thresholds, rules, scopes and exclusions as a file.</summary>
internal static class PolicyApi
{
    public static void MapPolicy(this IEndpointRouteBuilder api)
    {
        var policy = api.MapGroup("/policy").WithTags("policy");
        policy.MapGet("", ShowAsync).Needs(SignInRole.Viewer).Says("showPolicy", "The policy that holds, and the rules that are silent").Gives<ShownPolicyResult>();
        policy.MapPut("", SetAsync).Needs(SignInRole.Admin).Says("keepPolicy", "Keeps a policy's file; it counts from the next scan or import on").Gives<PolicyDiffResult>().TakesFile();
        policy.MapPost("/check", CheckAsync).Needs(SignInRole.Viewer).Says("checkPolicy", "Everything that is wrong with a policy's file, and which of its names nobody in the last scan has").Gives<FileCheckResult>().TakesFile();
        policy.MapPost("/diff", DiffAsync).Needs(SignInRole.Viewer).Says("tryPolicy", "What a policy's file would change: in the policy, and in what the last scan found").Gives<PolicyDiffResult>().TakesFile();
    }

    private static async Task<IResult> ShowAsync(Asker asker, CancellationToken cancellationToken)
    {
        var settings = await asker.Store.SettingsAsync(asker.Org, cancellationToken);
        return Answer.Json(ShownPolicyResult.Of(PolicyFile.Of(settings), await PolicyDesk.WaitingAsync(asker.Desk, settings, cancellationToken)), OutputJson.Readable.ShownPolicyResult);
    }

    private static async Task<IResult> CheckAsync(FileBody file, Asker asker, CancellationToken cancellationToken)
    {
        var reading = Read(file, asker);
        IReadOnlyList<Core.Files.FileProblem> warnings = [.. reading.Warnings, .. await PolicyDesk.UnseenAsync(asker.Desk, reading, cancellationToken) ?? []];
        return Answer.Json(new FileCheckResult(reading.Policy is not null, reading.Policy?.Hash(), reading.Errors, warnings), OutputJson.Readable.FileCheckResult);
    }

    private static async Task<IResult> DiffAsync(FileBody file, Asker asker, CancellationToken cancellationToken)
    {
        var reading = Read(file, asker);
        if (reading.Policy is not { } policy)
            return FileProblems.Of("policy", reading);
        var diff = await PolicyDesk.TryAsync(asker.Desk, await asker.Store.SettingsAsync(asker.Org, cancellationToken), policy, int.MaxValue, cancellationToken);
        return Answer.Json(PolicyDiffResult.Of(diff), OutputJson.Readable.PolicyDiffResult);
    }

    private static async Task<IResult> SetAsync(FileBody file, Asker asker, CancellationToken cancellationToken)
    {
        var reading = Read(file, asker);
        if (reading.Policy is not { } policy)
            return FileProblems.Of("policy", reading);
        var (diff, refusal) = await PolicyDesk.SetAsync(asker.Desk, policy, _ => Task.CompletedTask, cancellationToken, int.MaxValue);
        return refusal is not null ? Problems.Of(refusal) : Answer.Json(PolicyDiffResult.Of(diff ?? new([], 0)), OutputJson.Readable.PolicyDiffResult);
    }

    private static PolicyReading Read(FileBody file, Asker asker) => PolicyReader.Read(file.Text, DateOnly.FromDateTime(asker.Desk.Now.UtcDateTime));
}
