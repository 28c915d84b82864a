using Recoup.Core;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.RoutingOut;

/// <summary>Files for whoever runs the identity provider, and that they were handed over.</summary>
/// <param name="Rows">What is handed over.</param>
/// <param name="Files">The files; none where nothing is.</param>
public sealed record HandOver(IReadOnlyList<RoutedRow> Rows, IReadOnlyList<PackFile> Files)
{
    /// <summary>Makes the files; nothing is noted yet.</summary>
    /// <param name="again">Also what was handed over before.</param>
    public static async Task<(HandOver? HandOver, Refusal? Refusal)> OfAsync(Desk desk, bool again, CancellationToken cancellationToken)
    {
        if (await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is not { } scan)
            return (null, Shown.None);
        var rows = await RouteOut.ReadyAsync(desk.Store, scan, again, cancellationToken);
        if (rows.Count == 0)
            return (new([], []), null);
        var name = (await desk.Store.TryGetConnectionAsync(desk.Org, cancellationToken))?.Name ?? desk.Org.Value;
        return (new(rows, RouteOutPack.Of(rows, name, scan.StartedAt)), null);
    }

    /// <summary>Notes that they were handed over, to be followed until the seats drop.</summary>
    public async Task NoteAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (Rows.Count == 0)
            return;
        var done = desk.Event("route-out.pack") with { Numbers = new Dictionary<string, long> { ["files"] = Files.Count, ["findings"] = Rows.Count } };
        await desk.Store.CommitAsync(new Change(desk.Org, done) { Recommendations = [.. Rows.Select(r => r.Finding with { RoutedOutAt = desk.Now })] }, cancellationToken);
    }
}
