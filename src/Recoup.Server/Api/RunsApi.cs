using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Recoup.Core;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;
using Recoup.Server.Serving;
using Recoup.Server.Working;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/runs</c>: what is applied and undone. What is begun here goes on in the background.</summary>
internal static class RunsApi
{
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("runs");
        runs.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listRuns", "The newest runs first, without their rows").Gives<IReadOnlyList<Run>>();
        runs.MapGet("/{run}", ShowAsync).Needs(SignInRole.Viewer).Says("showRun", "A run with all its rows").Gives<RunOutput>();
        runs.MapPost("", ApplyAsync).Needs(SignInRole.Operator).Says("applyPlan", "Begins to do what a plan says, and nothing else").Gives<RunOutput>(StatusCodes.Status202Accepted);
        runs.MapPost("/{run}/undo", UndoAsync).Needs(SignInRole.Operator).Says("undoRun", "Begins to give back what a run took: the whole run, a wave or a row").Gives<RunOutput>(StatusCodes.Status202Accepted);
        runs.MapPost("/{run}/resume", ResumeAsync).Needs(SignInRole.Operator).Says("resumeRun", "Goes on with a run that was paused, waits or was interrupted").Gives<RunOutput>(StatusCodes.Status202Accepted);
        runs.MapPost("/{run}/verify", VerifyAsync).Needs(SignInRole.Operator).Says("verifyRun", "Looks whether the seats of a run are really free; only reads").GivesAccepted();
        runs.MapPost("/{run}/pause", (string run, Asker asker, CancellationToken cancellationToken) => AskAsync(run, RunOrder.Pause, asker, cancellationToken))
            .Needs(SignInRole.Operator).Says("pauseRun", "Halts a run before its next account; it goes on with resume").Gives<RunOutput>().Produces(StatusCodes.Status202Accepted);
        runs.MapPost("/{run}/stop", (string run, Asker asker, CancellationToken cancellationToken) => AskAsync(run, RunOrder.Stop, asker, cancellationToken))
            .Needs(SignInRole.Operator).Says("stopRun", "Ends a run early: what was done stays done").Gives<RunOutput>().Produces(StatusCodes.Status202Accepted);
    }

    private static async Task<IReadOnlyList<Run>> ListAsync(Asker asker, Page page, CancellationToken cancellationToken)
    {
        var runs = new List<Run>();
        foreach (var run in (await asker.Store.RunsAsync(asker.Org, new(page.Skip + page.Take), cancellationToken)).Skip(page.Skip))
            runs.Add(await RunsElsewhere.StandingAsync(asker.Workplace, run, cancellationToken));
        return runs;
    }

    private static async Task<IResult> ShowAsync(string run, Asker asker, CancellationToken cancellationToken) =>
        await asker.Store.TryGetRunAsync(asker.Org, new(run), cancellationToken) is { } found
            ? TypedResults.Json(await ShownAsync(asker, await RunsElsewhere.StandingAsync(asker.Workplace, found, cancellationToken), cancellationToken), OutputJson.Readable.RunOutput)
            : NoRun(run, asker);

    private static async Task<IResult> ApplyAsync(ApplyPlan apply, Asker asker, JobRunner jobs, CancellationToken cancellationToken) =>
        await BegunAsync(await jobs.ApplyAsync(asker.Org, asker.Desk.Actor, apply.Plan, apply.WriteKey), asker, cancellationToken);

    private static async Task<IResult> UndoAsync(string run, UndoRun undo, Asker asker, JobRunner jobs, CancellationToken cancellationToken) =>
        undo is { Row: not null, Wave: not null }
            ? Problems.Of(StatusCodes.Status400BadRequest, "bad-request", "row and wave do not go together.")
            : await BegunAsync(await jobs.UndoAsync(asker.Org, asker.Desk.Actor, new(run), undo.Row, undo.Wave, undo.WriteKey), asker, cancellationToken);

    private static async Task<IResult> ResumeAsync(string run, ResumeRun resume, Asker asker, JobRunner jobs, CancellationToken cancellationToken) =>
        await BegunAsync(await jobs.ResumeAsync(asker.Org, asker.Desk.Actor, new(run), resume.WriteKey), asker, cancellationToken);

    private static async Task<IResult> VerifyAsync(string run, VerifyRun verify, Asker asker, JobRunner jobs, CancellationToken cancellationToken)
    {
        if (await asker.Store.TryGetRunAsync(asker.Org, new(run), cancellationToken) is null)
            return NoRun(run, asker);
        await jobs.VerifyAsync(asker.Org, asker.Desk.Actor, new(run), verify.Again);
        return UnderWay(run);
    }

    private static async Task<IResult> AskAsync(string run, RunOrder order, Asker asker, CancellationToken cancellationToken)
    {
        if (await asker.Store.TryGetRunAsync(asker.Org, new(run), cancellationToken) is not { } found)
            return NoRun(run, asker);
        if (found.HasEnded)
            return Problems.Of(new("ended", $"run {run} has ended"));
        return await RunsElsewhere.OrderAsync(asker.Workplace.As(asker.Desk.Actor), found, order, cancellationToken) is { } ordered
            ? TypedResults.Json(await ShownAsync(asker, ordered, cancellationToken), OutputJson.Readable.RunOutput)
            : UnderWay(run);
    }

    private static async Task<IResult> BegunAsync((Run? Run, Refusal? Refusal) begun, Asker asker, CancellationToken cancellationToken) =>
        begun.Run is { } run
            ? TypedResults.Json(await ShownAsync(asker, run, cancellationToken), OutputJson.Readable.RunOutput, statusCode: StatusCodes.Status202Accepted)
            : Problems.Of(begun.Refusal!);

    private static async Task<RunOutput> ShownAsync(Asker asker, Run run, CancellationToken cancellationToken)
    {
        var rows = await asker.Store.RunRowsAsync(run.Org, new() { Run = run.Id }, cancellationToken);
        return RunOutput.Of(run, rows, await RunMoney.OfAsync(asker.Store, run, rows, asker.Desk.Now, cancellationToken));
    }

    private static Accepted UnderWay(string run) => TypedResults.Accepted($"/api/v1/runs/{Uri.EscapeDataString(run)}");

    private static IResult NoRun(string run, Asker asker) => Problems.Of(new("no-run", $"there is no run {run} of {asker.Org}"));

    /// <summary>Which plan to apply.</summary>
    /// <param name="Plan">Its id.</param>
    /// <param name="WriteKey">An organisation key that may write, kept in memory for this run only; left out where the kept one may write.</param>
    internal sealed record ApplyPlan(string Plan, string? WriteKey = null);

    /// <summary>What to undo of a run; the whole of it when neither is said.</summary>
    internal sealed record UndoRun(int? Row = null, int? Wave = null, string? WriteKey = null);

    internal sealed record ResumeRun(string? WriteKey = null);

    /// <param name="Again">Also accounts whose seats were seen to be free.</param>
    internal sealed record VerifyRun(bool Again = false);
}
