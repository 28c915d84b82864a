using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine.Acting;

namespace Recoup.Server.Output;

/// <summary>What <c>recoup apply|undo --json</c> and <c>recoup runs show --json</c> print; stable, scripts rely on it.</summary>
public sealed record RunOutput
{
    public required RunId RunId { get; init; }

    public required string PlanId { get; init; }

    public required RunKind Kind { get; init; }

    /// <summary>The run that it undoes; null for one that applies.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RunId? Undoes { get; init; }

    public required RunStatus Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Because { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required RunTally Tally { get; init; }

    public required IReadOnlyList<Saving> Promised { get; init; }

    public required IReadOnlyList<Saving> Settled { get; init; }

    public required IReadOnlyList<Saving> ToCome { get; init; }

    public required IReadOnlyList<RunRowOutput> Rows { get; init; }

    public static RunOutput Of(Run run, IReadOnlyList<RunRow> rows, RunMoney money) => new()
    {
        RunId = run.Id,
        PlanId = run.PlanId,
        Kind = run.Kind,
        Undoes = run.Undoes,
        Status = run.Status,
        Because = run.Because,
        DueAt = run.DueAt,
        StartedAt = run.StartedAt,
        Tally = run.Tally,
        Promised = run.Promised,
        Settled = money.Settled,
        ToCome = money.ToCome,
        Rows = [.. rows.Select(RunRowOutput.Of)],
    };
}

/// <summary>A row of a run.</summary>
/// <param name="Id">The id of the plan's row.</param>
/// <param name="Verified">What a look at the account showed; <c>not-known</c> before one, null where nothing was done.</param>
public sealed record RunRowOutput(
    string Id, int Number, int Wave, AccountId AccountId, string DisplayName, RecommendedAction Action, RowOutcome Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Gate, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ReleaseState? Verified, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? VerifiedBecause,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] RunId? UndoneIn)
{
    public static RunRowOutput Of(RunRow row) => new(
        row.Id, row.Number, row.Wave, row.AccountId, row.DisplayName, row.Action, row.Outcome, row.Gate, row.Reason,
        row.Release?.State ?? (row.Outcome == RowOutcome.Done ? ReleaseState.NotKnown : null), row.Release?.Because, row.UndoneIn);
}
