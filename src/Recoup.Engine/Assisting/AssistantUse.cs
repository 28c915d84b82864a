using System.Text.Json.Serialization;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Assisting;

/// <summary>What Claude was asked in one scan: counts and sums, never what was sent or answered.</summary>
public sealed record AssistantUse
{
    /// <summary>As many calls as are kept one by one.</summary>
    public const int MostCalls = 200;

    /// <summary>Accounts whose kind is open, and on which something depends.</summary>
    public int Open { get; init; }

    /// <summary>Of these, those that got an answer.</summary>
    public int Answered { get; init; }

    /// <summary>Of the answered, those whose answer the last scan had got already.</summary>
    public int Known { get; init; }

    /// <summary>Calls made, for the summary too.</summary>
    public int Asked { get; init; }

    public Tokens Tokens { get; init; }

    /// <summary>USD by the price that was set at the time; an upper bound where none was.</summary>
    public decimal Spent { get; init; }

    /// <summary>Why not everybody who is open got an answer, in words; null when everybody did.</summary>
    public string? Partial { get; init; }

    /// <summary>Whether nothing more is asked in this scan.</summary>
    public bool Stopped { get; init; }

    /// <summary>The latest calls, the first first.</summary>
    public IReadOnlyList<AssistantCall> Calls { get => field ?? []; init; }

    /// <summary>What came of asking about accounts, for a person; null where no account was open.</summary>
    public string? InWords() => Open == 0 ? null
        : $"Of {Figures.Count(Open, "account")} whose kind is open, Claude answered about {Figures.Number(Answered)}{(Known > 0 ? $", {Figures.Number(Known)} of them in the scan before" : "")}."
            + (Partial is null ? "" : $" Classification was partial: {Partial}. The others are judged without it.");

    /// <summary>With one more call.</summary>
    public AssistantUse With(AssistantCall call) => this with
    {
        Asked = Asked + 1,
        Tokens = Tokens + call.Tokens,
        Spent = Spent + call.Cost,
        Calls = [.. Calls.TakeLast(MostCalls - 1), call],
    };
}

/// <summary>What a call was for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssistantPurpose>))]
public enum AssistantPurpose
{
    [JsonStringEnumMemberName("kinds")] Kinds,
    [JsonStringEnumMemberName("summary")] Summary,
}

/// <summary>One call, without its content.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Accounts">How many accounts it was about; 0 for a summary.</param>
/// <param name="Tokens">What it took; the most that it may have taken where no answer came.</param>
/// <param name="Cost">USD, by the price that was set; an upper bound where none was.</param>
/// <param name="Came">What came of it: <c>answered</c>, or why not, in words.</param>
public sealed record AssistantCall(DateTimeOffset At, AssistantPurpose Purpose, int Accounts, Tokens Tokens, decimal Cost, string Came);
