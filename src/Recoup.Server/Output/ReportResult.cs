using Recoup.Core.Recommendations;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>The last scan as its report tells it, in numbers.</summary>
/// <param name="Name">The organisation's name.</param>
/// <param name="IsEmulator">Whether this is an emulator and not Atlassian.</param>
/// <param name="Scan">The scan, with what can be had back.</param>
/// <param name="ReadySeats">Seats that could be had back.</param>
/// <param name="ReadyWithoutCost">Those of them that have no price.</param>
/// <param name="ReviewSeats">Seats that a person has to look at.</param>
/// <param name="ProtectedSeats">Idle seats that are left alone.</param>
/// <param name="Products">A line for each product that has seats.</param>
/// <param name="Ready">The first findings that could be acted on.</param>
/// <param name="Review">The first findings that a person has to look at.</param>
/// <param name="Whole">What was found about groups and subscriptions.</param>
/// <param name="WhyProtected">Why findings are excluded, the most frequent first.</param>
/// <param name="HoldsEnding">Holds that end soon; null for none.</param>
public sealed record ReportResult(
    string Name, bool IsEmulator, ScanResult Scan, int ReadySeats, int ReadyWithoutCost, int ReviewSeats, int ProtectedSeats, IReadOnlyList<ProductLine> Products,
    IReadOnlyList<Recommendation> Ready, IReadOnlyList<Recommendation> Review, IReadOnlyList<Recommendation> Whole, IReadOnlyList<ReasonCount> WhyProtected, EndingHolds? HoldsEnding)
{
    /// <summary>Findings of each lane at most.</summary>
    public const int Rows = 10;

    public static ReportResult Of(Report report, DateTimeOffset now) => new(
        report.Name, report.IsEmulator, ScanResult.Of(report.Scan, report.Settings, now), report.ReadySeats, report.ReadyWithoutCost, report.ReviewSeats, report.ProtectedSeats,
        report.Products, report.Ready, report.Review, report.Whole, [.. report.WhyProtected.Select(w => new ReasonCount(w.Key, w.Value))], report.HoldsEnding);
}

/// <summary>Why findings are excluded, and how many.</summary>
public sealed record ReasonCount(string Reason, int Findings);
