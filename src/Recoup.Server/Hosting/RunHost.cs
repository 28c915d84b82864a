using System.Security.Cryptography;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Atlassian;
using Recoup.Server.Output;

namespace Recoup.Server.Hosting;

/// <summary>Takes a run's steps one after the other under its lease, waits where it must, and tells how it goes.</summary>
internal sealed class RunHost : IAsyncDisposable
{
    private readonly Workplace _workplace;
    private readonly Turn _turn;

    private RunHost(Workplace workplace, Turn turn, ActingDesk desk) => (_workplace, _turn, Desk) = (workplace, turn, desk);

    public ActingDesk Desk { get; }

    /// <summary>A new run id: sorts by time, and two of the same second differ.</summary>
    public static RunId NewId(TimeProvider time) =>
        new($"{time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");

    /// <summary>Takes the lease on runs. A run whose process died is looked into first, and halted.</summary>
    /// <param name="writeKey">A key that may write, kept in memory only; null for none.</param>
    /// <exception cref="UserException">Another process works on a run, or the organisation is not connected.</exception>
    public static async Task<RunHost> OpenAsync(Workplace workplace, OrgId org, string? writeKey, CancellationToken cancellationToken)
    {
        var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken)
            ?? throw new UserException($"The organisation {org} is not connected. Run: recoup connect --org {org} --key-file F");
        var mayWrite = writeKey is not null || !workplace.Options.ReadOnly;
        var access = await workplace.AccessAsync(connection, cancellationToken, mayWrite, writeKey);
        if (writeKey is not null)
            await ProveAsync(access, org, cancellationToken);
        var turn = await Turn.TakeAsync(workplace.Store, org, Jobs.Run, workplace.Host.Time, cancellationToken);
        var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
        var host = new RunHost(workplace, turn, Desk(mayWrite));
        if (await Interrupted.TryGetAsync(workplace.Store, org, cancellationToken) is { } left)
        {
            var found = await Interrupted.FindOutAsync(Desk(mayWrite: false), left, cancellationToken);
            await workplace.Host.Error.WriteLineAsync($"Run {found.Id} had been interrupted; what became of its last call was looked up. {RunText.Standing(found)}");
        }

        return host;

        // Looking into what was left only reads, whatever the key may.
        ActingDesk Desk(bool mayWrite) => new(workplace.Store, access, settings, workplace.Host.Time, workplace.Host.User)
        {
            MayWrite = mayWrite,
            TokenOwners = [.. connection.Sites.Select(s => s.Email)],
            Fence = turn.Fence,
        };
    }

    /// <summary>A key that is no good is refused before anything begins.</summary>
    private static async Task ProveAsync(AtlassianAccess access, OrgId org, CancellationToken cancellationToken)
    {
        try
        {
            if (await access.Organizations.TryGetOrganizationAsync(cancellationToken) is null)
                throw new UserException($"--write-key-file: the key does not see the organisation {org}. Nothing was begun.");
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Unauthorized or AtlassianFailure.Forbidden)
        {
            throw new UserException($"--write-key-file: Atlassian does not accept the key ({e.Message}). It is wrong, expired or revoked. Nothing was begun.");
        }
    }

    /// <summary>Runs until the run ends, is halted, or has to wait for hours.</summary>
    public async Task<(Run Run, ActStep Last)> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var applier = new Applier(Desk);
        var progress = new RunProgress(_workplace.Host);
        while (true)
        {
            progress.Show(run);
            await _turn.KeepAsync(cancellationToken);
            (run, var next) = await applier.StepAsync(run, cancellationToken);
            switch (next)
            {
                case ActStep.More:
                    break;
                case ActStep.WaitUntil { IsLong: false } wait:
                    progress.Wait(wait);
                    await _turn.WaitAsync(wait.At, cancellationToken);
                    break;
                default:
                    progress.End(run);
                    return (run, next);
            }
        }
    }

    /// <summary>Looks which rows are free, as far as it is time for that.</summary>
    public Task<Run> VerifyAsync(Run run, bool again, CancellationToken cancellationToken) => new Verifier(Desk).VerifyAsync(run, again, cancellationToken, between: () => _turn.KeepAsync(cancellationToken));

    public ValueTask DisposeAsync() => _turn.DisposeAsync();
}
