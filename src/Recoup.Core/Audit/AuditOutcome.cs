namespace Recoup.Core.Audit;

/// <summary>How an action ended.</summary>
public static class AuditOutcome
{
    public const string Done = "done";

    /// <summary>A rule or a person said no; nothing was changed.</summary>
    public const string Refused = "refused";

    /// <summary>It was tried and did not come to an end.</summary>
    public const string Failed = "failed";

    /// <summary>It was about to be tried; without a later entry about the same call it is not known whether it was.</summary>
    public const string Intended = "intended";

    /// <summary>No answer came: it was carried out, or not.</summary>
    public const string Unknown = "unknown";

    /// <summary>Something has changed since it was decided: nothing was done.</summary>
    public const string Skipped = "skipped";
}
