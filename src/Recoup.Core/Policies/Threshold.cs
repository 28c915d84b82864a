using System.Globalization;

namespace Recoup.Core.Policies;

/// <summary>A number of the policy: its name in the policy's file and, behind <c>threshold.</c>, as a setting.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it is, with its unit.</param>
/// <param name="Least">The least it may be.</param>
/// <param name="Most">The most it may be.</param>
/// <param name="Get">Its value in the settings.</param>
/// <param name="Set">Settings with another value, which has to be in the range.</param>
public sealed record Threshold(string Name, string Meaning, int Least, int Most, Func<Settings, int> Get, Func<Settings, int, Settings> Set)
{
    public static readonly Threshold InactiveDays =
        new("inactiveDays", "days without use until a seat counts as idle", 7, 730, s => s.InactiveDays, (s, days) => s with { InactiveDays = days });

    public static readonly Threshold NeverUsedDays =
        new("neverUsedDays", "days of grace for something never used", 1, 365, s => s.NeverUsedDays, (s, days) => s with { NeverUsedDays = days });

    public static readonly Threshold ExternalDays =
        new("externalDays", "days without use until an external person counts as idle", 7, 730, s => s.ExternalDays, (s, days) => s with { ExternalDays = days });

    public static readonly Threshold BufferPercent =
        new("bufferPercent", "percent of the bought seats that may be held by nobody before it is worth a word", 1, 100, s => s.BufferPercent, (s, percent) => s with { BufferPercent = percent });

    /// <summary>Every threshold, in the order it is listed.</summary>
    public static readonly IReadOnlyList<Threshold> All = [InactiveDays, NeverUsedDays, ExternalDays, BufferPercent];

    /// <summary>Those that a scope may set for itself.</summary>
    public static readonly IReadOnlyList<Threshold> OfScopes = [InactiveDays, NeverUsedDays, ExternalDays];

    public bool Fits(int value) => value >= Least && value <= Most;

    /// <summary>The same as a setting.</summary>
    internal SettingName Named() => new(
        $"threshold.{Name}",
        $"{Meaning}, {Least} to {Most}",
        s => Get(s).ToString(CultureInfo.InvariantCulture),
        (s, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && Fits(value) ? Set(s, value) : null);
}
