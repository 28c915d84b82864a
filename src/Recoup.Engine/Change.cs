using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;

namespace Recoup.Engine;

/// <summary>
/// What an admin does to one organisation's data, and the audit entry that tells of it: kept together or not at all, so that
/// nothing an admin changes goes unrecorded (P14). What is null or empty stays as it is.
/// </summary>
/// <param name="Org">The organisation.</param>
/// <param name="Event">What is done, by whom.</param>
public sealed record Change(OrgId Org, AuditEvent Event)
{
    /// <summary>How the organisation is reached from now on.</summary>
    public Connection? Connection { get; init; }

    /// <summary>The settings from now on.</summary>
    public Settings? Settings { get; init; }

    /// <summary>The settings that those were made of: where somebody else has changed them since, nothing is kept. Null for whatever they are.</summary>
    public Settings? SettingsBefore { get; init; }

    /// <summary>Secrets by name, kept encrypted; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Secrets { get; init; } = new Dictionary<string, string?>();

    /// <summary>Holds by account; null ends one.</summary>
    public IReadOnlyDictionary<AccountId, Hold?> Holds { get; init; } = new Dictionary<AccountId, Hold?>();

    /// <summary>The list of people from now on, whole; one without rows takes it away.</summary>
    public PeopleList? People { get; init; }

    /// <summary>A plan that was made.</summary>
    public Plan? Plan { get; init; }

    /// <summary>Somebody's word on a plan.</summary>
    public PlanApproval? Approval { get; init; }

    /// <summary>A run as it stands; a checkpoint under the lease that it carries.</summary>
    public Run? Run { get; init; }

    /// <summary>Rows of that run, each whole.</summary>
    public IReadOnlyList<RunRow> RunRows { get; init; } = [];

    /// <summary>What is wanted of a run that another process may be working on.</summary>
    public (RunId Run, RunOrder Order)? Order { get; init; }

    /// <summary>Findings, each whole.</summary>
    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];
}

/// <summary>The settings are others than a change was made of: nothing was kept.</summary>
public sealed class SettingsChangedException() : InvalidOperationException("The settings were changed by somebody else just now, and nothing was kept.");

/// <summary>What is to be removed for good.</summary>
public abstract record Erasure
{
    private Erasure(OrgId org) => Org = org;

    public OrgId Org { get; }

    /// <summary>Everything but the audit log, which gets an entry that says so (P20).</summary>
    public sealed record Data(OrgId Org, AuditEvent Event) : Erasure(Org);

    /// <summary>Everything about one person; the audit log stays, and no longer says who it was (P27).</summary>
    public sealed record Person(OrgId Org, AccountId Account, AuditEvent Event) : Erasure(Org);

    /// <summary>The organisation with its audit log: its chain ends, and the installation's says so (P24).</summary>
    public sealed record Everything(OrgId Org, AuditEvent Event) : Erasure(Org);
}
