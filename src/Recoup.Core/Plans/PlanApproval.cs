namespace Recoup.Core.Plans;

/// <summary>Somebody's word that a plan may be applied. It names the hash: of another content it says nothing.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Hash">Its hash, as the approver saw it.</param>
/// <param name="By">Who, as the audit log knows them.</param>
/// <param name="At">When.</param>
public sealed record PlanApproval(string PlanId, string Hash, string By, DateTimeOffset At)
{
    /// <summary>How long somebody waits who approves alone.</summary>
    public static readonly TimeSpan CoolDown = TimeSpan.FromHours(24);

    /// <summary>Whether two people looked at it; false where there is one approver only, who had to type the number of rows.</summary>
    public bool FourEyes { get; init; } = true;

    /// <summary>From when it counts.</summary>
    public DateTimeOffset HoldsFrom => FourEyes ? At : At + CoolDown;
}
