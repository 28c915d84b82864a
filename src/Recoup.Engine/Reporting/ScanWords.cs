using Recoup.Engine.Scanning;

namespace Recoup.Engine.Reporting;

/// <summary>How a scan stands, in words.</summary>
public static class ScanWords
{
    public static string Of(ScanPhase phase) => phase switch
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
        ScanPhase.Judging => "judging",
        ScanPhase.Closing => "closing",
        _ => "done",
    };
}
