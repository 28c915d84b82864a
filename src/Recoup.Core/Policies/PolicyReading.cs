using Recoup.Core.Files;

namespace Recoup.Core.Policies;

/// <summary>A policy's file as it was read.</summary>
public sealed record PolicyReading : FileReading
{
    internal PolicyReading(PolicyFile policy, FileFindings found)
        : base(found) => Policy = Errors.Count == 0 ? policy : null;

    /// <summary>The policy; null when there are errors.</summary>
    public PolicyFile? Policy { get; }
}
