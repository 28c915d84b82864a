using System.Text.Json.Serialization;

namespace Recoup.Engine.Scanning;

/// <summary>How the seats of one product are used, in numbers: by the days since their last use, and by how they stand. Each adds up to the seats.</summary>
public sealed record SeatUsage
{
    /// <summary>How many days each number of <see cref="ByDays"/> is for.</summary>
    public const int DaysEach = 5;

    /// <summary>From so many days on they are counted together.</summary>
    public const int LastDays = 180;

    /// <summary>Seats by whole days since their last use: 0 to 4, 5 to 9 and so on, the last from <see cref="LastDays"/> on.</summary>
    public required IReadOnlyList<int> ByDays { get; init; }

    /// <summary>Seats that were never used.</summary>
    public int Never { get; init; }

    /// <summary>Seats whose last use is not known.</summary>
    public int NoSignal { get; init; }

    /// <summary>The same seats by how they stand.</summary>
    public SeatStates States { get; init; }

    [JsonIgnore]
    public int Seats => ByDays.Sum() + Never + NoSignal;

    /// <summary>Seats whose last use is known and at least so long ago.</summary>
    /// <param name="days">A multiple of <see cref="DaysEach"/>, at most <see cref="LastDays"/>.</param>
    public int IdleFor(int days) => ByDays.Skip(days / DaysEach).Sum();
}

/// <summary>How seats stand: each counts once.</summary>
/// <param name="InUse">Used within the threshold.</param>
/// <param name="Idle">Used, and not within the threshold.</param>
/// <param name="Never">Never used.</param>
/// <param name="NoSignal">Of whose use nothing is known.</param>
/// <param name="Protected">With findings, all of which are excluded, held or dismissed: left alone, however they are used.</param>
public readonly record struct SeatStates(int InUse, int Idle, int Never, int NoSignal, int Protected)
{
    [JsonIgnore]
    public int Seats => InUse + Idle + Never + NoSignal + Protected;

    public SeatStates Plus(SeatStates other) =>
        new(InUse + other.InUse, Idle + other.Idle, Never + other.Never, NoSignal + other.NoSignal, Protected + other.Protected);
}
