using System.Globalization;
using System.Text.Json.Nodes;

namespace Recoup.Perf;

/// <summary>Medians of timed runs, ratios to the bare loop, and everything measured in one line of JSON.</summary>
internal static class Summary
{
    private const double Limit = 1.5;
    private const int LimitMegabytes = 400;

    /// <param name="runs">A line per run: what, seconds, seconds of processor, kilobytes. The first of each is its warm-up.</param>
    /// <param name="figures">What <see cref="Least"/> wrote.</param>
    public static void Write(string runs, string figures)
    {
        var json = JsonNode.Parse(File.ReadAllText(figures))!.AsObject();
        var all = File.ReadLines(runs).Select(Run.Parse).ToLookup(r => r.What);
        Console.WriteLine($"\nTime of whole processes, median of {all["scan"].Count() - 1} turns after a warm-up:\n");
        Console.WriteLine($"  {"",-26} {"warm-up",9} {"median",9} {"processor",10} {"memory",9}   turns");
        foreach (var (what, name) in new[] { ("bare", "bare loop"), ("together", "bare loop, 8 at once"), ("scan", "recoup scan --full") })
        {
            var turns = all[what].Skip(1).ToList();
            var (seconds, processor, megabytes) = (Median(turns.Select(t => t.Seconds)), Median(turns.Select(t => t.Processor)), turns.Max(t => t.Megabytes));
            Console.WriteLine($"  {name,-26} {all[what].First().Seconds,7:0.00} s {seconds,7:0.00} s {processor,8:0.00} s {megabytes,6:0} MB   {string.Join(' ', turns.Select(t => $"{t.Seconds:0.00}"))}");
            json[what] = new JsonObject { ["seconds"] = seconds, ["processor"] = processor, ["megabytes"] = Math.Round(megabytes) };
        }

        var ratio = Ratio(json, "bare");
        Console.WriteLine($"\n  scan over bare loop: {ratio:0.00}, at most {Limit:0.00}; over the one that asks 8 at once: {Ratio(json, "together"):0.00}");
        Console.WriteLine($"  memory of the scan: {(double)json["scan"]!["megabytes"]!:0} MB, at most {LimitMegabytes} up to 100,000 accounts\n");
        json["timeRatio"] = ratio;
        json["timeRatioTogether"] = Ratio(json, "together");
        json["cores"] = Environment.ProcessorCount;
        json["at"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Console.WriteLine(json.ToJsonString());
    }

    private static double Ratio(JsonObject json, string bare) => Math.Round((double)json["scan"]!["seconds"]! / (double)json[bare]!["seconds"]!, 3);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return Math.Round((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, 2);
    }

    private sealed record Run(string What, double Seconds, double Processor, double Megabytes)
    {
        public static Run Parse(string line) => line.Split(' ') is [var what, var seconds, var user, var system, var kilobytes]
            ? new(what, double.Parse(seconds), double.Parse(user) + double.Parse(system), double.Parse(kilobytes) / 1024)
            : throw new FormatException($"Not a timed run: {line}");
    }
}
