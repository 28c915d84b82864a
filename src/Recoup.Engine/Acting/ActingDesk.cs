using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Runs;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Acting;

/// <summary>What the steps of a run share.</summary>
/// <param name="store">Where everything is.</param>
/// <param name="atlassian">The APIs.</param>
/// <param name="settings">What an admin set.</param>
/// <param name="time">The clock.</param>
/// <param name="actor">Who works, as the audit log knows them.</param>
public sealed class ActingDesk(IStore store, AtlassianAccess atlassian, Settings settings, TimeProvider time, string actor)
{
    public IStore Store => store;

    public AtlassianAccess Atlassian => atlassian;

    public Settings Settings => settings;

    public TimeProvider Time => time;

    /// <summary>Whether a key that may write was given. Without one a run only reads: it finds out what became of open calls, and halts.</summary>
    public bool MayWrite { get; init; }

    /// <summary>Addresses of those with whose tokens Recoup itself reads.</summary>
    public IReadOnlyCollection<string> TokenOwners { get; init; } = [];

    /// <summary>The fencing number of the lease under which the host works; 0 without one.</summary>
    public long Fence { get; set; }

    /// <summary>How long Atlassian may take until a change shows.</summary>
    public TimeSpan Propagation => TimeSpan.FromMinutes(settings.PropagationMinutes);

    /// <summary>An event of the organisation's log.</summary>
    public AuditEvent Event(OrgId org, string action, string outcome, AccountId? subject = null, string? note = null) =>
        new() { Chain = AuditChain.Of(org), Actor = actor, Action = action, Outcome = outcome, Subject = subject, Note = note };

    /// <summary>Writes a checkpoint of a run with what happened: all of it or nothing.</summary>
    /// <returns>The run as it is stored.</returns>
    public async Task<Run> CommitAsync(Run run, AuditEvent happened, CancellationToken cancellationToken, RunRow? row = null, Change? also = null)
    {
        run = run with { Fence = Fence };
        await store.CommitAsync((also ?? new Change(run.Org, happened)) with { Run = run, RunRows = row is null ? [] : [row] }, cancellationToken);
        return run;
    }
}
