using System.Globalization;
using System.Text.RegularExpressions;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Tests.Documents;

/// <summary>Works out every table of a worked bill: each as it would have to stand in the document.</summary>
internal static partial class BillSums
{
    private const string AllLines = "all lines";

    private static readonly Dictionary<string, Func<WorkedBill, WrittenTable, IEnumerable<string[]>>> Forms = new()
    {
        ["Taken back | Invoice line | Users | One period costs | Saved a year | From | Do it before"] = Savings,
        ["Invoice line | Users | One period costs | One user fewer saves"] = Prices,
        ["Invoice line | Users | Above the edge below | Left in the tier | One user fewer saves"] = Edges,
        ["Invoice line | Bought | Users | Held by nobody | To come | A lower quote saves a year | From | Ask before"] = Unassigned,
        ["Paid in | A year | A month"] = Spend,
        ["Saved in | A year | A month | From | Estimate"] = Recoverable,
        ["Without a price | Users | Of these taken back | What is missing"] = Unpriced,
        ["Month | As it is | Everything taken back"] = Months,
        ["Rule | About | Says | Saved a year"] = Findings,
        ["Today | Billing zone | Billed | Renews | Next renewal | Do it before"] = Renewals,
    };

    /// <summary>Every cell that differs from what the code says, with its bill and row.</summary>
    public static IEnumerable<string> Wrong(WorkedBill bill) => bill.Tables.SelectMany(table => Wrong(bill, table));

    private static IEnumerable<string> Wrong(WorkedBill bill, WrittenTable table)
    {
        if (!Forms.TryGetValue(table.Header, out var form))
            return [$"{bill.Title}: no such table: {table.Header}"];
        var (written, right, names) = (table.Rows, form(bill, table).ToList(), table.Header.Split(" | "));
        var cells =
            from row in Enumerable.Range(0, Math.Min(written.Count, right.Count))
            from at in Enumerable.Range(0, names.Length)
            where written[row][at] != right[row][at]
            select $"{bill.Title}: row \"{string.Join(" | ", written[row].Take(2))}\": {names[at]} is {right[row][at]}, not {written[row][at]}";
        return written.Count == right.Count ? cells : cells.Append($"{bill.Title}: {right.Count} rows, not {written.Count}: {string.Join("; ", right.Select(r => string.Join(" | ", r)))}");
    }

    /// <summary>For each change every line that it touches or that the document names, and what all of them save together.</summary>
    private static IEnumerable<string[]> Savings(WorkedBill bill, WrittenTable table)
    {
        for (var at = 0; at < table.Rows.Count;)
        {
            var done = table.Rows[at][0];
            var named = table.Rows.Skip(at).TakeWhile((row, i) => i == 0 || row[0].Length == 0).Select(row => row[1]).ToList();
            at += named.Count;
            var (what, now) = Dated().Match(done) is { Success: true } dated ? (dated.Groups[1].Value, WorkedBill.Moment(dated.Groups[2].Value)) : (done, bill.Now);
            var view = View(bill, what, now);
            var lines = view.Lines.Where(l => l.Ready != 0 || named.Contains(l.Name)).Select(l => Line(l, RenewalDays.Day(now, view.Zone))).ToList();
            if (view.Lines.Count(l => l.Ready != 0) > 1)
                lines.AddRange(view.Recoverable.Select(s => new[] { "", AllLines, "", "", Text(s.Currency, s.PerYear), Text(s.Effective), "" }));
            lines[0][0] = done;
            foreach (var line in lines)
                yield return line;
        }
    }

    private static string[] Line(BillLine line, DateOnly today)
    {
        var (after, day) = (line.Users - line.Ready, line.Renewal ?? today);
        var (was, will) = (line.Subscription.Cost(line.Users + line.Subscription.Coming, day)!.Value, line.Subscription.Cost(after + line.Subscription.Coming, day)!.Value);
        return line.Saving is { } saving
            ? ["", line.Name, $"{line.Users} → {after}", $"{Text(line.Currency, was)} → {Text(line.Currency, will)}", Text(line.Currency, saving.PerYear), Text(saving.Effective), Text(line.Deadline)]
            : ["", line.Name, $"{line.Users}", Text(line.Currency, was), Text(line.Currency, 0), "–", "–"];
    }

    private static MoneyView View(WorkedBill bill, string what, DateTimeOffset now)
    {
        var view = MoneyView.Of(bill.Tariff, bill.Held(), Ready(bill, what), new(), now);
        // A change of one person is what a single row shows: it is worked out in another way, and must not differ.
        if (Change().Match(what) is { Success: true } one && one.Groups[1].Value == "1" && !what.Contains(';', StringComparison.Ordinal) && bill.Who[one.Groups[2].Value].Holds is var holds)
            new RowSavings(bill.Tariff, bill.Held(), now).Of(holds, After(holds, one.Groups[3].Value)).ShouldBe(Saving.ByCurrency(view.Recoverable, bill.Tariff.Currency), $"{bill.Title}: {what}");
        return view;
    }

    /// <summary>What a change in words changes.</summary>
    private static Headcount Ready(WorkedBill bill, string what)
    {
        var ready = new Headcount();
        foreach (var part in what.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            var words = Change().Match(part) is { Success: true } some ? some : throw new FormatException($"{bill.Title}: {part}");
            var (people, group) = (int.Parse(words.Groups[1].Value, CultureInfo.InvariantCulture), bill.Who[words.Groups[2].Value]);
            people.ShouldBeLessThanOrEqualTo(group.People, $"{bill.Title}: {part}");
            ready.Add(group.Holds, -people);
            ready.Add(After(group.Holds, words.Groups[3].Value), people);
        }

        return ready;
    }

    private static Footprint After(Footprint holds, string what)
    {
        IEnumerable<Resource> given = what switch
        {
            "suspended" or "deactivated" => holds.Holds,
            "outside Guard" => [],
            _ => WorkedBill.Resources(what),
        };
        return holds.After(new()
        {
            Id = "", Rule = "", Tier = Tier.Probable, DisplayName = "", Evidence = [], ChangesOurMind = "",
            Seats = [.. given.Select(r => new SeatRef(r.Product, r.Site, null))],
            Action = what switch { "suspended" => RecommendedAction.Suspend, "deactivated" => RecommendedAction.Deactivate, _ => RecommendedAction.RemoveAccess },
        });
    }

    private static IEnumerable<string[]> Prices(WorkedBill bill, WrittenTable table)
    {
        foreach (var row in table.Rows)
        {
            var line = bill.Tariff.Subscriptions.Single(s => s.Name == row[0]);
            var (users, today) = (int.Parse(row[1], CultureInfo.InvariantCulture), RenewalDays.Day(bill.Now, bill.Tariff.Zone));
            var cost = line.Cost(users, today);
            yield return [row[0], row[1], cost is { } known ? Text(line.Currency, known) : "not known", cost - line.Cost(users - 1, today) is { } saved ? Text(line.Currency, saved) : "not known"];
        }
    }

    private static IEnumerable<string[]> Edges(WorkedBill bill, WrittenTable table) => View(bill, bill.TakenBack, bill.Now).Lines
        .Select(l => new[] { l.Name, $"{l.Users}", $"{l.AboveEdge}", $"{l.LeftInTier}", Text(l.Currency, l.OneFewer!.Value) });

    private static IEnumerable<string[]> Unassigned(WorkedBill bill, WrittenTable table)
    {
        var view = View(bill, bill.TakenBack, bill.Now);
        foreach (var line in view.Lines.Where(l => l.Purchased is not null))
        {
            var saving = line.UnassignedSaving;
            yield return
            [
                line.Name, $"{line.Purchased}", $"{line.Users}", line.Unassigned is { } free ? $"{free}" : "–", $"{line.Subscription.Onboarding ?? 0}",
                saving is null ? "–" : Text(saving.Currency, saving.PerYear), saving is null ? "–" : Text(saving.Effective), saving is null ? "–" : Text(line.Deadline),
            ];
        }

        view.Unassigned.Sum(s => s.PerYear).ShouldBe(view.Lines.Sum(l => l.UnassignedSaving?.PerYear ?? 0), bill.Title);
    }

    private static IEnumerable<string[]> Spend(WorkedBill bill, WrittenTable table) =>
        View(bill, "", bill.Now).Spend.Select(s => new[] { s.Currency, Text(s.Currency, s.PerYear), Text(s.Currency, s.PerMonth) });

    private static IEnumerable<string[]> Recoverable(WorkedBill bill, WrittenTable table) => View(bill, bill.TakenBack, bill.Now).Recoverable
        .Select(s => new[] { s.Currency, Text(s.Currency, s.PerYear), Text(s.Currency, s.PerMonth), Text(s.Effective), s.Estimate ? "yes" : "no" });

    private static IEnumerable<string[]> Unpriced(WorkedBill bill, WrittenTable table) =>
        View(bill, bill.TakenBack, bill.Now).Unpriced.Select(u => new[] { u.Name, $"{u.Users}", $"{u.Ready}", u.Why });

    /// <summary>Months in a row that are alike stand in one row.</summary>
    private static IEnumerable<string[]> Months(WorkedBill bill, WrittenTable table)
    {
        var months = View(bill, bill.TakenBack, bill.Now).Forecast;
        for (var first = 0; first < months.Count;)
        {
            var alike = months.Skip(first).TakeWhile(m => (m.Currency, m.AsItIs, m.TakenBack) == (months[first].Currency, months[first].AsItIs, months[first].TakenBack)).ToList();
            first += alike.Count;
            var (from, to) = (Month(alike[0]), Month(alike[^1]));
            yield return [from == to ? from : $"{from} to {to}", Text(alike[0].Currency, alike[0].AsItIs), Text(alike[0].Currency, alike[0].TakenBack)];
        }

        static string Month(ForecastMonth month) => month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string[]> Findings(WorkedBill bill, WrittenTable table)
    {
        var held = bill.Held();
        var around = new Circumstances(Make.Survey with { Now = bill.Now }, bill.Settings, [], held: held);
        return new Judge(around).Findings(held, Ready(bill, bill.TakenBack), [])
            .Select(f => new[] { f.Rule, f.DisplayName, f.Said("order form"), f.Saving is { } saving ? Text(saving.Currency, saving.PerYear) : "–" });
    }

    private static IEnumerable<string[]> Renewals(WorkedBill bill, WrittenTable table)
    {
        foreach (var row in table.Rows)
        {
            var zone = DateTimeOffset.ParseExact($"2000-01-01 {row[1]}", "yyyy-MM-dd zzz", CultureInfo.InvariantCulture).Offset;
            var on = new Subscription { Name = "", Currency = "USD", Billing = Enum.Parse<Billing>(row[2], ignoreCase: true), Renews = DateOnly.ParseExact(row[3], "yyyy-MM-dd", CultureInfo.InvariantCulture) };
            var next = on.Next(WorkedBill.Moment(row[0]), zone);
            yield return [row[0], row[1], row[2], row[3], Text(next), Text(next is { } day ? RenewalDays.Deadline(day, zone) : null)];
        }
    }

    private static string Text(string currency, decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{currency} {amount.ToString($"N{new Currency(currency).MinorDigits}", CultureInfo.InvariantCulture)}");

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "not known";

    private static string Text(DateTimeOffset? moment) => moment?.ToString(moment.Value.Offset == TimeSpan.Zero ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) ?? "not known";

    [GeneratedRegex(@"^(\d+) of (\w+) (?:gives? up |(?:is|are) (?:put )?)(.+)$")]
    private static partial Regex Change();

    [GeneratedRegex(@"^(.+), on (\d{4}-\d\d-\d\d \d\d:\d\d)$")]
    private static partial Regex Dated();
}
