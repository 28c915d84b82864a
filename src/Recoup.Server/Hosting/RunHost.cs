using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Connecting;
using Recoup.Server.Output;

namespace Recoup.Server.Hosting;

/// <summary>Takes a run's steps one after the other under its lease, waits where it must, and tells how it goes.</summary>
internal sealed class RunHost : IAsyncDisposable
{
    private readonly Workplace _workplace;
    private readonly Turn _turn;

    private RunHost(Workplace workplace, Turn turn, ActingDesk desk) => (_workplace, _turn, Desk) = (workplace, turn, desk);

    public ActingDesk Desk { get; }

    /// <summary>A run that a server had begun and that is to go on here; null where there is none.</summary>
    public Run? Left { get; private set; }

    /// <summary>Takes the lease on runs. A run whose process died is looked into first, and halted.</summary>
    /// <param name="writeKey">A key that may write, kept in memory only; null for none.</param>
    /// <param name="unattended">Whether a server works here: what one had begun, and whose process died, goes on where the kept key may write.</param>
    /// <exception cref="UserException">Another process works on a run, or the organisation is not connected.</exception>
    public static async Task<RunHost> OpenAsync(Workplace workplace, OrgId org, string? writeKey, CancellationToken cancellationToken, bool unattended = false)
    {
        var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken)
            ?? throw new UserException($"The organisation {org} is not connected. Run: recoup connect --org {org} --key-file F");
        var mayWrite = writeKey is not null || !workplace.Options.ReadOnly;
        var access = await workplace.AccessAsync(connection, cancellationToken, mayWrite, writeKey);
        if (writeKey is not null && await WriteKeyProof.RefuseAsync(access, org, cancellationToken) is { } refused)
            throw new UserException($"{refused.Reason}.");
        var turn = await Turns.TakeAsync(workplace.Store, org, Jobs.Run, workplace.Host.Time, cancellationToken);
        try
        {
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var host = new RunHost(workplace, turn, Desk(settings, mayWrite));
            if (await Interrupted.TryGetAsync(workplace.Store, org, cancellationToken) is { } left)
            {
                if (unattended && left.Unattended && mayWrite)
                {
                    host.Left = left;
                    return host;
                }

                var found = await Interrupted.FindOutAsync(Desk(settings, mayWrite: false), left, cancellationToken);
                await workplace.Host.Error.WriteLineAsync($"Run {found.Id} had been interrupted; what became of its last call was looked up. {RunText.Standing(found)}");
            }

            return host;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }

        // Looking into what was left only reads, whatever the key may.
        ActingDesk Desk(Settings settings, bool mayWrite) => new(workplace.Store, access, settings, workplace.Host.Time, workplace.Host.User)
        {
            MayWrite = mayWrite,
            TokenOwners = [.. connection.Sites.Select(s => s.Email)],
            Fence = turn.Fence,
            Unattended = unattended,
            Between = () => turn.KeepAsync(cancellationToken),
        };
    }

    /// <summary>Runs until the run ends, is halted, has to wait for hours, or the host is to end: then after the account in work.</summary>
    public async Task<(Run Run, ActStep Last)> RunAsync(Run run, CancellationToken cancellationToken, CancellationToken stopping = default)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var applier = new Applier(Desk);
        var progress = new RunProgress(_workplace.Host);
        while (true)
        {
            progress.Show(run);
            await _turn.KeepAsync(cancellationToken);
            (run, var next) = await applier.StepAsync(run, cancellationToken);
            switch (next)
            {
                case ActStep.More when stopping.IsCancellationRequested:
                    return (run, next);
                case ActStep.More:
                    break;
                case ActStep.WaitUntil { IsLong: false } wait:
                    progress.Wait(wait);
                    await _turn.WaitAsync(wait.At, waiting.Token);
                    break;
                default:
                    progress.End(run);
                    return (run, next);
            }
        }
    }

    /// <summary>Looks which rows are free, as far as it is time for that.</summary>
    public Task<Run> VerifyAsync(Run run, bool again, CancellationToken cancellationToken) => new Verifier(Desk).VerifyAsync(run, again, cancellationToken);

    public ValueTask DisposeAsync() => _turn.DisposeAsync();
}
