using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Runs;

/// <summary>How a row stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RowOutcome>))]
public enum RowOutcome
{
    /// <summary>Nothing was done yet.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    /// <summary>A call was about to be sent, and what became of it is not known.</summary>
    [JsonStringEnumMemberName("open")] Open,

    [JsonStringEnumMemberName("done")] Done,

    /// <summary>Something has changed since the plan: nothing was done.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,

    /// <summary>Atlassian refused. Calls before the refused one were carried out; undo takes them back.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>How a call stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallState>))]
public enum CallState
{
    [JsonStringEnumMemberName("planned")] Planned,

    /// <summary>Written down before it is sent; without an outcome it was sent, or not.</summary>
    [JsonStringEnumMemberName("intended")] Intended,

    [JsonStringEnumMemberName("done")] Done,

    /// <summary>What it asks for was so already: there is nothing to undo.</summary>
    [JsonStringEnumMemberName("already")] Already,

    [JsonStringEnumMemberName("refused")] Refused,
}

/// <summary>One call of a row, and what became of it.</summary>
/// <param name="Change">What it changes.</param>
/// <param name="State">How it stands.</param>
/// <param name="At">When it was intended last, or when its outcome was known.</param>
/// <param name="Tries">How often it was intended.</param>
public sealed record RowCall(PlannedChange Change, CallState State = CallState.Planned, DateTimeOffset? At = null, int Tries = 0)
{
    /// <summary>When the call that this one takes back was over: until that shows, what Atlassian shows may be from before it. Null where it takes nothing back.</summary>
    public DateTimeOffset? Since { get; init; }

    [JsonIgnore]
    public bool IsOver => State is CallState.Done or CallState.Already;

    /// <summary>Whether it changed something, or may have.</summary>
    [JsonIgnore]
    public bool MayHaveChanged => State is CallState.Done or CallState.Intended;
}

/// <summary>
/// One account in a run: what was to be done, what had to be so, what was there before, and what became of it. It tells the whole
/// story by itself, also when plan and scan are long gone.
/// </summary>
public sealed record RunRow
{
    public required RunId Run { get; init; }

    /// <summary>From 1, in the order in which rows are taken up: the least risky first.</summary>
    public required int Number { get; init; }

    public required int Wave { get; init; }

    /// <summary>The id of the plan's row: that of the finding that leads.</summary>
    public required string Id { get; init; }

    public required IReadOnlyList<string> Findings { get; init; }

    public required string Rule { get; init; }

    public required AccountId AccountId { get; init; }

    public required string DisplayName { get; init; }

    public required RecommendedAction Action { get; init; }

    /// <summary>The seats that come back; of an undo, that are given back.</summary>
    public required IReadOnlyList<SeatRef> Seats { get; init; }

    /// <summary>What has to be so still; null for an undo, which compares with <see cref="Image"/>.</summary>
    public AccountState? Before { get; init; }

    /// <summary>Seats that stay, however a group is left.</summary>
    public IReadOnlyList<Resource> Kept { get => field ?? []; init; }

    public required IReadOnlyList<RowCall> Calls { get; init; }

    public RowOutcome Outcome { get; init; }

    /// <summary>The name of what kept the row out or refused it; null while nothing did.</summary>
    public string? Gate { get; init; }

    /// <summary>The same in words.</summary>
    public string? Reason { get; init; }

    /// <summary>The account as it was read right before the first call: what an undo is held against.</summary>
    public AccountImage? Image { get; init; }

    /// <summary>What a bill sees of it: who holds what, before less after. Null where the scan no longer knew the account.</summary>
    public Headcount? Change { get; init; }

    /// <summary>When its last call was over.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What a look at the account showed afterwards; null before one.</summary>
    public Release? Release { get; init; }

    /// <summary>When a seat that was taken back was seen to be held again, or was given back; null while it was not.</summary>
    public DateTimeOffset? CameBackAt { get; init; }

    /// <summary>The run that undid it; null while none did.</summary>
    public RunId? UndoneIn { get; init; }

    /// <summary>The call that comes next; null when all are over.</summary>
    [JsonIgnore]
    public RowCall? Next => Calls.FirstOrDefault(c => !c.IsOver);

    /// <summary>Whether something was changed for certain.</summary>
    [JsonIgnore]
    public bool ChangedSomething => Calls.Any(c => c.State == CallState.Done);

    /// <summary>Whether there is something that undo has to take back, or has to look at.</summary>
    [JsonIgnore]
    public bool CanBeUndone => UndoneIn is null && Calls.Any(c => c.MayHaveChanged);

    /// <summary>The row with another state of one of its calls.</summary>
    public RunRow With(RowCall call, RowCall instead) => this with { Calls = [.. Calls.Select(c => ReferenceEquals(c, call) ? instead : c)] };
}
