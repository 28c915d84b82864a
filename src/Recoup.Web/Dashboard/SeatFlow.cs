using Recoup.Core.Directory;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Web.Charts;

namespace Recoup.Web.Dashboard;

/// <summary>One product's seats: what was bought of it, and how those that are held stand.</summary>
/// <param name="Product">The product.</param>
/// <param name="Bought">By its own subscriptions; null where that is not known.</param>
/// <param name="States">Those that are held.</param>
public sealed record SeatFlow(Product Product, int? Bought, SeatStates States)
{
    private static readonly (string Name, string Tone, Func<SeatStates, int> Of)[] Ends =
    [
        ("In use", "success", s => s.InUse),
        ("Idle", "idle", s => s.Idle),
        ("Never used", "idle", s => s.Never),
        ("No signal", "neutral", s => s.NoSignal),
        ("Protected", "discovery", s => s.Protected),
    ];

    public int Held => States.Seats;

    /// <summary>Bought and held by nobody; null where that is not known.</summary>
    public int? Spare => Bought is { } bought ? Math.Max(0, bought - Held) : null;

    /// <summary>One for each product of which the scan counted how its seats are used.</summary>
    public static IReadOnlyList<SeatFlow> Of(Report report) =>
    [
        .. Product.WithSeats.Where(report.Scan.Usage.ContainsKey).Select(product => new SeatFlow(
            product,
            report.Money.Lines.Where(l => l.Subscription.OnlyProduct == product).ToList() is { Count: > 0 } lines && lines.TrueForAll(l => l.Purchased is not null) ? lines.Sum(l => l.Purchased) : null,
            report.Scan.Usage[product].States)),
    ];

    /// <summary>The same as a picture. What flows into a product is what flows out of it; nothing that is 0 is drawn.</summary>
    public static ChartFigures Drawn(IReadOnlyList<SeatFlow> products)
    {
        var links = new List<FlowLink>();
        var nodes = new List<FlowNode>();
        foreach (var flow in products.Where(p => p.Held > 0))
        {
            var (bought, held) = ($"{flow.Product} bought", $"{flow.Product} held");
            if (flow.Spare > 0)
            {
                nodes.Add(new(bought, $"{flow.Product.Name}, {Figures.Number(flow.Bought!.Value)} bought", "brand"));
                links.Add(new(bought, held, flow.Held));
                links.Add(new(bought, "Held by nobody", flow.Spare.Value));
            }

            nodes.Add(new(held, $"{flow.Product.Name}, {Figures.Number(flow.Held)} held", "brand"));
            links.AddRange(Ends.Select(end => new FlowLink(held, end.Name, end.Of(flow.States))));
        }

        links.RemoveAll(l => l.Value == 0);
        foreach (var (name, tone) in Ends.Select(e => (e.Name, e.Tone)).Append(("Held by nobody", "neutral")))
        {
            if (links.Where(l => l.Target == name).Sum(l => l.Value) is > 0 and var seats)
                nodes.Add(new(name, $"{name}, {Figures.Number(seats)}", tone));
        }

        return new FlowFigures("Seats from what was bought to how they are used", nodes, links);
    }
}
