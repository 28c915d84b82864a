using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Rules;
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

    /// <summary>Whether a server works here, which goes on by itself after a crash.</summary>
    public bool Unattended { get; init; }

    /// <summary>Called between two rows that are looked at, to keep a lease; null where nothing has to be kept.</summary>
    public Func<Task>? Between { get; init; }

    /// <summary>Addresses of those with whose tokens Recoup itself reads.</summary>
    public IReadOnlyCollection<string> TokenOwners { get; init; } = [];

    /// <summary>The fencing number of the lease under which the host works; 0 without one.</summary>
    public long Fence { get; set; }

    /// <summary>How long Atlassian may take until a change shows.</summary>
    public TimeSpan Propagation => TimeSpan.FromMinutes(settings.PropagationMinutes);

    /// <summary>An event of the organisation's log.</summary>
    public AuditEvent Event(OrgId org, string action, string outcome, AccountId? subject = null, string? note = null) =>
        new() { Chain = AuditChain.Of(org), Actor = actor, Action = action, Outcome = outcome, Subject = subject, Note = note };

    /// <summary>What somebody said since a scan judged that would let it judge otherwise; null while there is nothing.</summary>
    /// <param name="then">By what it judged.</param>
    /// <param name="rules">The rules of the rows: few of them rest on the list of people.</param>
    public async Task<Refusal?> OutdatedAsync(OrgId org, JudgedBy? then, IEnumerable<string> rules, CancellationToken cancellationToken)
    {
        var now = JudgedBy.Of(settings, await store.PeopleAsync(org, cancellationToken));
        return then is null ? new("scan-version", "another version of Recoup made the scan behind it: scan again, and plan anew")
            : then.Policy != now.Policy ? new("policy-changed", "the policy was changed after the scan behind it: scan again, and plan anew")
            : then.Terms != now.Terms ? new("terms-changed", "the company's mail domains or the plan of a product were changed after the scan behind it: scan again, and plan anew")
            : then.People != now.People && rules.Any(OfPeople.Contains) ? new("people-changed", "the list of people was changed after the scan behind it, and it is about some of them: scan again, and plan anew")
            : null;
    }

    /// <summary>Rules that rest on the list of people: who has left, whose contract has ended, who has two accounts.</summary>
    private static readonly string[] OfPeople = ["R06", "R12", "R16"];

    /// <summary>Writes a checkpoint of a run with what happened: all of it or nothing.</summary>
    /// <returns>The run as it is stored.</returns>
    public async Task<Run> CommitAsync(Run run, AuditEvent happened, CancellationToken cancellationToken, RunRow? row = null, Change? also = null)
    {
        run = run with { Fence = Fence };
        await store.CommitAsync((also ?? new Change(run.Org, happened)) with { Run = run, RunRows = row is null ? [] : [row] }, cancellationToken);
        return run;
    }
}
