using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Rules;

namespace Recoup.Core.Runs;

/// <summary>What a run does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
public enum RunKind
{
    [JsonStringEnumMemberName("apply")] Apply,
    [JsonStringEnumMemberName("undo")] Undo,
}

/// <summary>How a run stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Somebody or the brake halted it, or the key is missing: it goes on when it is told to.</summary>
    [JsonStringEnumMemberName("paused")] Paused,

    /// <summary>The next wave, or tomorrow's share, is not due yet.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>Ended early: what was done stays done, the rest is never done.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,

    /// <summary>Every row was dealt with.</summary>
    [JsonStringEnumMemberName("done")] Done,
}

/// <summary>What somebody wants of a run that another process may be working on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunOrder>))]
public enum RunOrder
{
    [JsonStringEnumMemberName("go")] Go,
    [JsonStringEnumMemberName("pause")] Pause,
    [JsonStringEnumMemberName("stop")] Stop,
}

/// <summary>One run: what is kept of it beside its rows, and the checkpoint that it goes on from.</summary>
public sealed record Run
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromDays(14);

    public required OrgId Org { get; init; }

    public required RunId Id { get; init; }

    public RunKind Kind { get; init; }

    /// <summary>The plan that is applied, or was applied by the run that is undone.</summary>
    public required string PlanId { get; init; }

    public required string PlanHash { get; init; }

    /// <summary>The run that is undone; null for one that applies.</summary>
    public RunId? Undoes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public RunStatus Status { get; init; }

    /// <summary>Why it is paused, waits or was stopped, in words; null while it goes on, and at its end.</summary>
    public string? Because { get; init; }

    /// <summary>Before when it does not go on; null unless it waits, or was paused while it did.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Rows of all waves.</summary>
    public required int Rows { get; init; }

    /// <summary>The number of the last row of each wave, ascending; see <see cref="Waves"/>.</summary>
    public required IReadOnlyList<int> WaveEnds { get; init; }

    /// <summary>Rows that were taken up so far.</summary>
    public int Position { get; init; }

    /// <summary>The wave that is worked on, from 1.</summary>
    public int Wave { get; init; } = 1;

    /// <summary>How many of the rows ended how.</summary>
    public RunTally Tally { get => field ?? new(); init; }

    /// <summary>Trouble of the wave that is worked on.</summary>
    public Trouble Trouble { get => field ?? new(); init; }

    /// <summary>Rows that were done, by day in UTC.</summary>
    public IReadOnlyDictionary<DateOnly, int> ByDay { get => field ?? new Dictionary<DateOnly, int>(); init; }

    /// <summary>Accounts that were taken out of a group, by group.</summary>
    public IReadOnlyDictionary<string, int> OutOfGroups { get => field ?? new Dictionary<string, int>(); init; }

    /// <summary>What the plan promised.</summary>
    public IReadOnlyList<Saving> Promised { get => field ?? []; init; }

    /// <summary>Who held what when it began: what the bills were made of.</summary>
    public Headcount Held { get => field ?? new(); init; }

    /// <summary>By rule, what came of the seats that were taken back.</summary>
    public IReadOnlyDictionary<string, Regret> Regrets { get => field ?? new Dictionary<string, Regret>(); init; }

    /// <summary>Whether a server goes on with it by itself after a crash or a wait, as far as the key that it keeps may write.</summary>
    public bool Unattended { get; init; }

    /// <summary>The lease under which it was last written: a writer with an older one is refused.</summary>
    public long Fence { get; init; }

    /// <summary>What somebody wants of it; kept apart, so that no checkpoint overwrites it.</summary>
    [JsonIgnore]
    public RunOrder Order { get; init; }

    /// <summary>By what the scan behind the plan judged; null for an undo, which nothing but what was done decides.</summary>
    public JudgedBy? JudgedBy { get; init; }

    /// <summary>Whether it changed anything after a moment: sums of a scan before that are no longer so.</summary>
    public bool ChangedSince(DateTimeOffset at) => (FinishedAt ?? DateTimeOffset.MaxValue) > at && Tally.Done + Tally.Failed + Tally.Open > 0;

    /// <summary>Whether a host looks by itself at seats of it that were not seen to be free: they may show late.</summary>
    public bool IsWatched(DateTimeOffset now) => Tally.AwaitsRelease && now - FinishedAt < LongestLook;

    [JsonIgnore]
    public bool HasEnded => Status is RunStatus.Done or RunStatus.Stopped;
}

/// <summary>How rows ended, in numbers.</summary>
public sealed record RunTally
{
    public int Done { get; init; }

    public int Skipped { get; init; }

    public int Failed { get; init; }

    /// <summary>Rows with a call of which it is not known yet what became of it.</summary>
    public int Open { get; init; }

    /// <summary>Rows whose seats were seen to be free.</summary>
    public int Released { get; init; }

    /// <summary>Whether seats of rows that were done were not seen to be free.</summary>
    [JsonIgnore]
    public bool AwaitsRelease => Released < Done;

    /// <summary>The tally with a row that ended another way than it had stood before.</summary>
    public RunTally With(RowOutcome before, RowOutcome after) => Add(before, -1).Add(after, 1);

    private RunTally Add(RowOutcome outcome, int rows) => outcome switch
    {
        RowOutcome.Done => this with { Done = Done + rows },
        RowOutcome.Skipped => this with { Skipped = Skipped + rows },
        RowOutcome.Failed => this with { Failed = Failed + rows },
        RowOutcome.Open => this with { Open = Open + rows },
        _ => this,
    };
}
