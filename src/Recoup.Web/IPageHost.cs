using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Connecting;
using Recoup.Engine.Diagnosis;
using Recoup.Engine.Scanning;
using Recoup.Web.Privacy;

namespace Recoup.Web;

/// <summary>What only the host of the pages can do: work that goes on after the answer, and what the installation knows.</summary>
public interface IPageHost
{
    /// <summary>Everybody who could approve a plan.</summary>
    Task<IReadOnlySet<string>> ApproversAsync(Desk desk, CancellationToken cancellationToken);

    /// <summary>Begins a scan, or goes on with one that was stopped.</summary>
    Task<(Scan? Scan, Refusal? Refusal)> BeginScanAsync(Desk desk, bool full, CancellationToken cancellationToken);

    /// <summary>Ends a scan for good; null where none was under way.</summary>
    Task<Scan?> CancelScanAsync(Desk desk, CancellationToken cancellationToken);

    /// <summary>Begins to apply a plan.</summary>
    /// <param name="desk">Who does it.</param>
    /// <param name="plan">Its id.</param>
    /// <param name="writeKey">A key that may write, kept in memory for this run only; null for the kept one.</param>
    Task<(Run? Run, Refusal? Refusal)> ApplyAsync(Desk desk, string plan, string? writeKey);

    /// <summary>Begins to give back what a run took: all of it, a wave or a row.</summary>
    Task<(Run? Run, Refusal? Refusal)> UndoAsync(Desk desk, RunId run, int? row, int? wave, string? writeKey);

    /// <summary>Goes on with a run that was paused, waits or was interrupted.</summary>
    Task<(Run? Run, Refusal? Refusal)> ResumeAsync(Desk desk, RunId run, string? writeKey);

    /// <summary>Looks in the background whether the seats of a run are free.</summary>
    Task VerifyAsync(Desk desk, RunId run);

    /// <summary>Halts or ends a run before its next account.</summary>
    Task OrderAsync(Desk desk, Run run, RunOrder order, CancellationToken cancellationToken);

    /// <summary>Removes everything kept about one person; refused while a run has not ended.</summary>
    Task<Refusal?> ForgetAsync(Desk desk, AccountId account, CancellationToken cancellationToken);

    /// <summary>Reads an export of users instead of scanning; it has ended when this returns.</summary>
    Task<(Scan? Scan, Refusal? Refusal)> ImportAsync(Desk desk, TextReader file, CancellationToken cancellationToken);

    /// <summary>Whether organisations may be connected; not in a demo, which is thrown away.</summary>
    bool TakesKeys { get; }

    /// <summary>Proves a key or a token and keeps it.</summary>
    Connector Connector(Desk desk);

    /// <summary>Tries what each key of an organisation may do; changes nothing.</summary>
    Task<(IReadOnlyList<Check> Checks, Refusal? Refusal)> ExamineAsync(Desk desk, Connection connection, CancellationToken cancellationToken);

    /// <summary>Tries the key to Claude: the models that it may ask, or why there are none.</summary>
    Task<(IReadOnlyList<string>? Models, Refusal? Refusal)> TestAssistantAsync(Desk desk, CancellationToken cancellationToken);

    /// <summary>Removes everything kept about an organisation but its audit log; refused while a run has not ended.</summary>
    Task<Refusal?> ClearAsync(Desk desk, CancellationToken cancellationToken);

    /// <summary>What whoever runs Recoup says of privacy.</summary>
    PrivacyBlanks Privacy { get; }

    /// <summary>Keeps that the visitor was told of the privacy page as it is.</summary>
    Task SeePrivacyAsync(Visitor visitor, CancellationToken cancellationToken);

    /// <summary>A run as it stands: one on which nobody works was interrupted.</summary>
    Task<Run> StandingAsync(Run run, CancellationToken cancellationToken);
}
