using Recoup.Core.Recommendations;
using Recoup.Engine.Reporting;

namespace Recoup.Web.Parts;

/// <summary>An entry of the navigation.</summary>
/// <param name="Path">Where it leads.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Count">A number beside it; empty for none.</param>
internal sealed record Place(string Path, string Name, Func<Frame, string> Count)
{
    public static IReadOnlyList<Place> All { get; } =
    [
        new("/", "Dashboard", _ => ""),
        new("/recommendations", "Recommendations", f => Number(f.Scan?.Findings.Leading.Where(t => t.Key != Tier.Excluded).Sum(t => t.Value))),
        new("/users", "Users", f => Number(f.Scan?.Accounts)),
        new("/plans", "Plans", _ => ""),
        new("/runs", "Runs", _ => ""),
        new("/money", "Money", _ => ""),
        new("/access", "Access", f => f.Scan?.Findings.ByRule is { } found ? Some(found.GetValueOrDefault("R20") + found.GetValueOrDefault("R22")) : ""),
        new("/scans", "Scans", _ => ""),
        new("/audit", "Audit", _ => ""),
        new("/settings", "Settings", _ => ""),
    ];

    /// <summary>Whether a path is this one or below it.</summary>
    public bool Holds(string path) => path == Path || (Path != "/" && path.StartsWith(Path + "/", StringComparison.Ordinal));

    private static string Some(int number) => number > 0 ? Number(number) : "";

    private static string Number(int? number) => number is { } known ? Figures.Number(known) : "";
}
