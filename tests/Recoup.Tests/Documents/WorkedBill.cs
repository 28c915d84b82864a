using System.Globalization;
using System.Text.RegularExpressions;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;

namespace Recoup.Tests.Documents;

/// <summary>A table of a document. Rows hold as many cells as the header.</summary>
internal sealed record WrittenTable(string Header, IReadOnlyList<string[]> Rows);

/// <summary>People of whom all hold the same.</summary>
internal sealed record WrittenGroup(int People, Footprint Holds);

/// <summary>One worked bill of docs/money.md: everything that it gives, and tables of what it says comes of it.</summary>
internal sealed partial record WorkedBill(
    string Title, DateTimeOffset Now, Settings Settings, IReadOnlyDictionary<string, WrittenGroup> Who, string TakenBack, IReadOnlyList<WrittenTable> Tables)
{
    public const string People = "Who | People | Hold | Guard counts them";

    private static readonly Dictionary<string, GuardCount> Guards = new()
    {
        ["while they hold a seat"] = GuardCount.WithSeats,
        ["always"] = GuardCount.Always,
        ["not as it is"] = GuardCount.NotNow,
    };

    public Tariff Tariff => field ??= new(Settings, Make.Survey with { Now = Now });

    public Headcount Held()
    {
        var held = new Headcount();
        foreach (var group in Who.Values)
            held.Add(group.Holds, group.People);
        return held;
    }

    /// <summary>Every bill of a document, in its order.</summary>
    public static IReadOnlyList<WorkedBill> All(string document) => [.. Heading().Split(document).Skip(1).Select(Parse)];

    private static WorkedBill Parse(string text)
    {
        text = NextPart().Split(text)[0];
        var title = text[..text.IndexOf('\n')];
        var tables = Tabular().Matches(text).Select(m => Table(m.Value)).ToList();
        var settings = Settled().Matches(text).Aggregate(
            new Settings(), (all, m) => SettingName.TryGet(m.Groups[1].Value)!.Set(all, m.Groups[2].Value) ?? throw new FormatException($"{title}: {m.Value}"));
        return new(
            title,
            Moment(Looked().Match(text).Groups[1].Value),
            Json().Match(text) is { Success: true } json ? settings with { PriceBook = BookInDocument.Read(json.Groups[1].Value) } : settings,
            tables.Where(t => t.Header == People).SelectMany(t => t.Rows).ToDictionary(r => r[0], r => new WrittenGroup(int.Parse(r[1], CultureInfo.InvariantCulture), Holding(r[2], r[3]))),
            With().Match(text).Groups[1].Value,
            [.. tables.Where(t => t.Header != People)]);
    }

    public static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static Footprint Holding(string what, string guard) => Footprint.Of(what == "nothing" ? [] : Resources(what), Guards[guard]);

    /// <summary>Products by their names, on the site acme or on the one that is named.</summary>
    public static IEnumerable<Resource> Resources(string text) => text.Split(", ").Select(part => part.Split(" on ")).Select(part => new Resource(
        Product.WithSeats.Single(p => p.Name == part[0]), Make.Survey.Sites.Single(s => s.Name == (part.Length == 1 ? "acme" : part[1])).Id));

    private static WrittenTable Table(string text)
    {
        var rows = text.Trim().Split('\n').Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        return new(string.Join(" | ", rows[0]), rows[2..]);
    }

    [GeneratedRegex(@"^### (?=Bill \d+:)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^##+ ", RegexOptions.Multiline)]
    private static partial Regex NextPart();

    [GeneratedRegex(@"(?:^\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Tabular();

    [GeneratedRegex(@"^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex(@"^recoup settings set (\S+) (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Settled();

    [GeneratedRegex(@"^Today is (\d{4}-\d\d-\d\d \d\d:\d\d)\.", RegexOptions.Multiline)]
    private static partial Regex Looked();

    [GeneratedRegex(@"^Taken back: (.+)\.$", RegexOptions.Multiline)]
    private static partial Regex With();
}
