namespace Recoup.Core.Plans;

/// <summary>When a plan needs a second person (RULES 5).</summary>
public static class Approval
{
    private const int Fewest = 10;

    /// <summary>The largest number of seats that one person may take back alone, whatever a setting says.</summary>
    public const int Most = 50;

    /// <summary>Seats above which it does.</summary>
    /// <param name="setting">What was set; null where nothing was.</param>
    /// <param name="seats">Seats held.</param>
    public static int Above(int? setting, int seats) => Math.Min(setting ?? Default(seats), Most);

    /// <summary>Seats above which it does, unless a setting says otherwise: one in twenty of those held, at least 10 and at most 50.</summary>
    public static int Default(int seats) => Math.Clamp(seats / 20, Fewest, Most);
}
