namespace Recoup.Core.Audit;

/// <summary>How an action ended.</summary>
public static class AuditOutcome
{
    public const string Done = "done";

    /// <summary>A rule or a person said no; nothing was changed.</summary>
    public const string Refused = "refused";

    /// <summary>It was tried and did not come to an end.</summary>
    public const string Failed = "failed";
}
