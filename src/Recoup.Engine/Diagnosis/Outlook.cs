namespace Recoup.Engine.Diagnosis;

/// <summary>How a scan would end, by what was found.</summary>
public static class Outlook
{
    /// <summary>It would see everything.</summary>
    public const string Complete = "complete";

    /// <summary>Something that it asks for cannot be read.</summary>
    public const string Partial = "partial";

    /// <summary>It would not come to an end.</summary>
    public const string Failed = "failed";

    public static string Of(IReadOnlyList<Check> checks) =>
        checks.Any(c => c.IsTrouble && c.Weight == Weight.Needed) ? Failed
        : checks.Any(c => c.IsTrouble && c.Weight == Weight.Wanted) ? Partial
        : Complete;
}
