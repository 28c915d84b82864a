namespace Recoup.Engine.Scanning;

/// <summary>How far a scan is: one answer for the terminal and the pages.</summary>
/// <param name="Doing">What it does, in words.</param>
/// <param name="Done">Accounts read, or in later phases pages of accounts dealt with.</param>
/// <param name="Whole">How many there are of them; null where the phase has no such number.</param>
/// <param name="ToGo">How long the phase goes on at its pace so far, waits included; null where nothing tells.</param>
public sealed record Progress(string Doing, int Done, int? Whole, TimeSpan? ToGo)
{
    /// <summary>A step takes about a second, and the longest wait for an answer is not much more than a minute: after so long without a checkpoint nobody works on a scan.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    public static Progress Of(Scan scan)
    {
        var (done, whole) = scan.Phase switch
        {
            ScanPhase.Inventory => (scan.Accounts, scan.Expected),
            ScanPhase.Probes or ScanPhase.Classifying or ScanPhase.Judging => (scan.Position, scan.Pages),
            _ => (0, null),
        };
        var spent = scan.Seconds - scan.SecondsBefore;
        TimeSpan? left = whole is { } all && done > 0 && spent > 0 ? TimeSpan.FromSeconds(spent / done * Math.Max(0, all - done)) : null;
        return new(InWords(scan.Phase), done, whole, left);
    }

    /// <summary>Whether nobody works on a scan that has not ended: its process died, or it cannot go on by itself.</summary>
    public static bool IsLeft(Scan scan, DateTimeOffset now) =>
        scan.Status == ScanStatus.Running && (scan.Halt is { Until: null } || now - Latest(scan.Halt?.Until, scan.SavedAt ?? scan.StartedAt) > Silence);

    private static DateTimeOffset Latest(DateTimeOffset? a, DateTimeOffset b) => a > b ? a.Value : b;

    private static string InWords(ScanPhase phase) => phase switch
    {
        ScanPhase.Preflight => "checking the key",
        ScanPhase.Groups => "reading groups",
        ScanPhase.Managed => "reading managed accounts",
        ScanPhase.Suspended => "reading suspended accounts",
        ScanPhase.Events => "reading recent grants",
        ScanPhase.People => "reading site users",
        ScanPhase.Projects => "reading projects",
        ScanPhase.Inventory => "reading accounts",
        ScanPhase.Entitlement => "reading direct roles",
        ScanPhase.Sweep => "reading issue activity",
        ScanPhase.Probes => "asking about candidates",
        ScanPhase.Classifying => "asking Claude what accounts are",
        ScanPhase.Judging => "judging",
        ScanPhase.Summary => "asking Claude for a summary",
        ScanPhase.Closing => "closing",
        _ => "done",
    };
}
