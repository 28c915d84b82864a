using System.Text.Json.Serialization;

namespace Recoup.Core.Runs;

/// <summary>Whether the seats of a row are really free.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseState>))]
public enum ReleaseState
{
    /// <summary>Not looked at yet, or the look gave no answer.</summary>
    [JsonStringEnumMemberName("not-known")] NotKnown,

    [JsonStringEnumMemberName("released")] Released,

    /// <summary>Something else gives the seat: another group, a role of the account's own, another directory.</summary>
    [JsonStringEnumMemberName("still-billable")] StillBillable,

    /// <summary>What was done is undone, by the identity provider or by somebody.</summary>
    [JsonStringEnumMemberName("re-provisioned")] Reprovisioned,

    /// <summary>Of an undo: what was there before is there again.</summary>
    [JsonStringEnumMemberName("restored")] Restored,
}

/// <summary>What a look at the account showed.</summary>
/// <param name="State">What it comes to.</param>
/// <param name="Because">Through what the seat is still held, or who gave it back, in words; null when it is free.</param>
/// <param name="At">When it was looked.</param>
public sealed record Release(ReleaseState State, string? Because, DateTimeOffset At);
