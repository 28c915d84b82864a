using System.Globalization;
using Recoup.Core;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Web.Parts;

namespace Recoup.Web.Runs;

/// <summary>What was applied and undone: as it goes on, and what came of it.</summary>
internal static class RunsPages
{
    private const int Shown = 100;

    /// <summary>In the address: when somebody asked for a look at the seats.</summary>
    private const string Looked = "looked";

    /// <summary>For so long the page shows by itself what a look at the seats finds: a minute later they can be looked at again.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    public static async Task<WebResponse> ListAsync(Visit visit, CancellationToken cancellationToken)
    {
        var runs = new List<Run>();
        foreach (var run in await visit.Store.RunsAsync(visit.Org, new(Shown), cancellationToken))
            runs.Add(await visit.Host.StandingAsync(run, cancellationToken));
        return await visit.PageAsync<RunsPage, IReadOnlyList<Run>>("Runs", runs, cancellationToken, live: runs.Exists(IsLive));
    }

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (await visit.Store.TryGetRunAsync(visit.Org, new(visit.Value("run")), cancellationToken) is not { } run)
            return await visit.RefusedAsync(NoRun(visit), "/runs", cancellationToken);
        run = await visit.Host.StandingAsync(run, cancellationToken);
        var rows = await visit.Store.RunRowsAsync(visit.Org, new() { Run = run.Id }, cancellationToken);
        var shown = new ShownRun(run, rows, await RunMoney.OfAsync(visit.Store, run, rows, visit.Desk.Now, cancellationToken), IsLookedAt(visit, run));
        return await visit.PageAsync<RunPage, ShownRun>($"Run {run.Id}", shown, cancellationToken, live: IsLive(run) || shown.IsLookedAt);
    }

    public static async Task<WebResponse> PauseAsync(Visit visit, CancellationToken cancellationToken) => await OrderAsync(visit, RunOrder.Pause, cancellationToken);

    public static async Task<WebResponse> StopAsync(Visit visit, CancellationToken cancellationToken) => await OrderAsync(visit, RunOrder.Stop, cancellationToken);

    public static async Task<WebResponse> ResumeAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (_, refusal) = await visit.Host.ResumeAsync(visit.Desk, new(visit.Value("run")), visit.Request.Form["writeKey"]);
        return refusal is null ? WebResponse.SeeOther(Path(visit)) : await visit.RefusedAsync(refusal, Path(visit), cancellationToken);
    }

    public static async Task<WebResponse> UndoAsync(Visit visit, CancellationToken cancellationToken)
    {
        var form = visit.Request.Form;
        // What was mistyped must not stand for the whole run.
        if (!form.TryGetNumber("row", out var row) || !form.TryGetNumber("wave", out var wave))
            return await visit.RefusedAsync(new("bad-number", "Only row and only wave take whole numbers"), Path(visit), cancellationToken);
        var (run, refusal) = await visit.Host.UndoAsync(visit.Desk, new(visit.Value("run")), row, wave, form["writeKey"]);
        return run is null ? await visit.RefusedAsync(refusal!, Path(visit), cancellationToken) : WebResponse.SeeOther($"/runs/{run.Id}");
    }

    public static async Task<WebResponse> VerifyAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (await visit.Store.TryGetRunAsync(visit.Org, new(visit.Value("run")), cancellationToken) is null)
            return await visit.RefusedAsync(NoRun(visit), "/runs", cancellationToken);
        await visit.Host.VerifyAsync(visit.Desk, new(visit.Value("run")));
        return WebResponse.SeeOther(Address.Of(Path(visit), [(Looked, $"{visit.Desk.Now.UtcDateTime:s}Z")]));
    }

    private static async Task<WebResponse> OrderAsync(Visit visit, RunOrder order, CancellationToken cancellationToken)
    {
        if (await visit.Store.TryGetRunAsync(visit.Org, new(visit.Value("run")), cancellationToken) is not { } run)
            return await visit.RefusedAsync(NoRun(visit), "/runs", cancellationToken);
        if (run.HasEnded)
            return await visit.RefusedAsync(new("ended", $"Run {run.Id} has ended"), Path(visit), cancellationToken);
        await visit.Host.OrderAsync(visit.Desk, run, order, cancellationToken);
        return WebResponse.SeeOther(Path(visit));
    }

    /// <summary>Whether it changes while one looks: it is at work.</summary>
    private static bool IsLive(Run run) => run.Status == RunStatus.Running;

    private static bool IsLookedAt(Visit visit, Run run) =>
        run.Tally.AwaitsRelease
        && DateTimeOffset.TryParse(visit.Request.Query[Looked], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        && visit.Desk.Now - at is { Ticks: >= 0 } passed && passed < Look;

    private static Refusal NoRun(Visit visit) => new("no-run", $"There is no run {visit.Value("run")}");

    private static string Path(Visit visit) => $"/runs/{Uri.EscapeDataString(visit.Value("run"))}";
}

/// <summary>A run as it is shown.</summary>
/// <param name="IsLookedAt">Whether somebody has just asked for a look at its seats, and some are not seen to be free.</param>
public sealed record ShownRun(Run Run, IReadOnlyList<RunRow> Rows, RunMoney Money, bool IsLookedAt);
