using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Forge.Hosting;

namespace Recoup.Forge.Relay;

/// <summary>Takes a run's steps, or looks at its seats, for as long as the invocation lasts, then hands it on.</summary>
internal sealed class RunErrand(Installation installation, Stint stint, string actor)
{
    /// <summary>Takes up a run where it stands. One that has ended, is halted, or that another invocation works on, is left alone.</summary>
    public Task GoOnAsync(OrgId org, RunId id, CancellationToken cancellationToken) =>
        InTurn.GoOnAsync(installation, new(org.Value, Errand.Run, id.Value, actor), Jobs.Run, turn => WorkAsync(org, id, turn, cancellationToken), cancellationToken);

    /// <summary>Looks whether the seats of a run are free that were not seen to be.</summary>
    public Task VerifyAsync(OrgId org, RunId id, CancellationToken cancellationToken) =>
        InTurn.GoOnAsync(installation, new(org.Value, Errand.Verify, id.Value, actor), Jobs.Run, turn => LookAsync(org, id, turn, cancellationToken), cancellationToken);

    /// <returns>At once where the time was over before the end; null otherwise.</returns>
    private async Task<TimeSpan?> LookAsync(OrgId org, RunId id, Turn turn, CancellationToken cancellationToken) =>
        await installation.Store.TryGetRunAsync(org, id, cancellationToken) is { } run && await OpenAsync(turn, null, cancellationToken) is { } desk && !await TryVerifyAsync(desk, run, cancellationToken)
            ? TimeSpan.Zero
            : null;

    /// <returns>After how long it goes on; null where it does not.</returns>
    private async Task<TimeSpan?> WorkAsync(OrgId org, RunId id, Turn turn, CancellationToken cancellationToken)
    {
        var key = await installation.Store.TryGetSecretAsync(org, SecretName.WriteKey, cancellationToken);
        if (await installation.Store.TryGetRunAsync(org, id, cancellationToken) is not { HasEnded: false } run || await OpenAsync(turn, key, cancellationToken) is not { } desk)
            return null;
        if (run.Status == RunStatus.Waiting && run.DueAt <= desk.Time.GetUtcNow() && key is not null)
        {
            var (resumed, _) = await new Resuming(desk).ResumeAsync(run, cancellationToken);
            run = resumed ?? run;
        }

        if (run.Status != RunStatus.Running)
            return null;
        if (key is null)
        {
            await Interrupted.FindOutAsync(desk, run, cancellationToken);
            return null;
        }

        (run, var again) = await StepAsync(new Applier(desk), run, turn, cancellationToken);
        if (run.HasEnded)
        {
            await WriteKey.ForgetAsync(new Desk(installation.Store, org, actor, installation.Time), run.Id, cancellationToken);
            // Seats that are free at once are seen at once; the others are looked at by and by.
            await TryVerifyAsync(desk, run, cancellationToken);
        }

        return again;
    }

    /// <returns>Whether there was time for every row.</returns>
    private static async Task<bool> TryVerifyAsync(ActingDesk desk, Run run, CancellationToken cancellationToken)
    {
        try
        {
            await new Verifier(desk).VerifyAsync(run, again: false, cancellationToken);
            return true;
        }
        catch (StintOverException)
        {
            return false;
        }
    }

    private async Task<(Run Run, TimeSpan? Again)> StepAsync(Applier applier, Run run, Turn turn, CancellationToken cancellationToken)
    {
        while (!stint.IsOver)
        {
            await turn.KeepAsync(cancellationToken);
            (run, var next) = await applier.StepAsync(run, cancellationToken);
            switch (next)
            {
                case ActStep.More:
                    break;
                case ActStep.WaitUntil wait when stint.CanWait(wait.At):
                    await turn.WaitAsync(wait.At, cancellationToken);
                    break;
                case ActStep.WaitUntil { IsLong: false } wait:
                    return (run, stint.To(wait.At));
                default:
                    return (run, null);
            }
        }

        return (run, TimeSpan.Zero);
    }

    private Task<ActingDesk?> OpenAsync(Turn turn, string? key, CancellationToken cancellationToken) =>
        ActingDesks.TryOpenAsync(installation, turn, actor, key, cancellationToken, () => stint.BetweenAsync(turn));
}
