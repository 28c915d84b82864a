namespace Recoup.Core.Audit;

/// <summary>How an action ended.</summary>
public static class AuditOutcome
{
    /// <summary>It is about to be tried: written before, so that a crash in between is seen.</summary>
    public const string Intended = "intended";

    /// <summary>It came to its end.</summary>
    public const string Done = "done";

    /// <summary>A rule or a person said no; nothing was changed.</summary>
    public const string Refused = "refused";

    /// <summary>It was tried and did not come to an end.</summary>
    public const string Failed = "failed";

    /// <summary>It was tried, and nobody could tell how it ended.</summary>
    public const string Unknown = "unknown";

    /// <summary>It was not tried: what it was meant for had changed, or needed it no longer.</summary>
    public const string Skipped = "skipped";
}
