using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Output;

/// <summary>The report on a terminal: what can be had back, what it is not, what to do next, then the tables.</summary>
internal static class ReportText
{
    private const int Rows = 8;
    private const int MostMissing = 4;

    /// <summary>What to do next where the data stays, so that it can be asked for more.</summary>
    public static IReadOnlyList<string> AskForMore(Scan scan) =>
    [
        "recoup recommendations list --json     every finding with its evidence",
        "recoup users show ACCOUNT              one account: everything known, and what would change our mind",
        "recoup money                           what is paid, what comes back from when, the next twelve months",
        .. scan.Survey.ByDay ? [] : new[] { "recoup plan create                     exactly what would be done, row by row; it changes nothing" },
        "recoup settings list                   costs and thresholds",
    ];

    /// <param name="next">What to do next, a line each.</param>
    public static async Task WriteAsync(IStore store, OrgId org, CommandHost host, IReadOnlyList<string> next, CancellationToken cancellationToken)
    {
        if (await Report.TryReadAsync(store, org, Rows, host.Time.GetUtcNow(), cancellationToken) is not { } report)
            return;
        var write = host.Out;
        await write.WriteLineAsync();
        await write.WriteLineAsync($"{PlainText.Of(report.Name)}{(report.IsEmulator ? " · synthetic data" : "")} · {(report.Scan.Survey.ByDay ? report.Scan.Survey.Source : "scan")} of {Figures.Moment(report.Scan.StartedAt)} · {report.Scan.Status.ToString().ToLowerInvariant()}");
        await write.WriteLineAsync();
        foreach (var line in Headline(report))
            await write.WriteLineAsync($"  {line}");
        Results.WriteTable(host, report.Products, ProductColumns);
        if (report.Ready.Count > 0)
        {
            await write.WriteLineAsync("Ready: the rule is met and every signal that can be had is there");
            Results.WriteTable(host, report.Ready, ReadyColumns);
            await MoreAsync(write, report.Scan.Findings.Leading, [Tier.Certain, Tier.Probable], "certain,probable");
        }

        if (report.Review.Count > 0)
        {
            await write.WriteLineAsync("Needs your eyes: a signal is missing, or speaks against it");
            Results.WriteTable(host, report.Review, ReviewColumns);
            await MoreAsync(write, report.Scan.Findings.Leading, [Tier.Review], "review");
        }

        if (report.Whole.Count > 0)
        {
            await write.WriteLineAsync("Groups and subscriptions: not about one person; their sums are never added to those above");
            Results.WriteTable(host, report.Whole, WholeColumns);
        }

        if (report.WhyProtected.Count > 0)
        {
            await write.WriteLineAsync($"Protected, left alone: {string.Join("; ", report.WhyProtected.Select(r => $"{Figures.Count(r.Value, "finding")}, {r.Key}"))}.");
            await write.WriteLineAsync();
        }

        foreach (var line in Basis(report))
            await write.WriteLineAsync(line);
        await write.WriteLineAsync("Next");
        foreach (var line in next)
            await write.WriteLineAsync($"  {line}");
    }

    private static readonly IReadOnlyList<Column<ProductLine>> ProductColumns =
    [
        new("Product", p => p.Product.Name),
        new("Seats", p => Figures.Number(p.Seats), Right: true),
        new("Can be had back", p => Figures.Number(p.Ready), Right: true),
        new("Needs your eyes", p => Figures.Number(p.Review), Right: true),
        new("Idle, protected", p => Figures.Number(p.Protected), Right: true),
        new("A seat costs", p => p.Cost is { } cost ? cost.ToString("0.00##", System.Globalization.CultureInfo.InvariantCulture) : "not set", Right: true),
        new("Per month", p => Figures.Money(p.Savings), Right: true),
    ];

    private static readonly IReadOnlyList<Column<Recommendation>> ReadyColumns =
    [
        new("Who", r => r.DisplayName, Wide: 26),
        new("Why", r => Names.OfRule(r.Rule)),
        new("Seats", Seats, Wide: 70),
        new("Last use", LastUse),
        new("What would be done", Names.OfAction),
        new("Per month", Figures.Money, Right: true),
    ];

    private static readonly IReadOnlyList<Column<Recommendation>> ReviewColumns =
    [
        new("Who", r => r.DisplayName, Wide: 26),
        new("Why", r => Names.OfRule(r.Rule)),
        new("Seats", Seats, Wide: 70),
        new("Last use", LastUse),
        new("What to find out", WhatToFindOut, Wide: 110),
    ];

    private static readonly IReadOnlyList<Column<Recommendation>> WholeColumns =
    [
        new("What", r => r.DisplayName, Wide: 26),
        new("Why", r => Names.OfRule(r.Rule)),
        new("How it is known", r => string.Join("; ", r.Evidence.Where(e => e.Signal != "instead").Select(e => e.Signal.StartsWith("guard", StringComparison.Ordinal) ? e.Value : $"{e.Signal}: {e.Value}")), Wide: 160),
        new("Per month", Figures.Money, Right: true),
    ];

    private static IEnumerable<string> Headline(Report report)
    {
        if (report.ReadySeats > 0)
        {
            var money = report.Money;
            if (money.Recoverable.Count == 0)
                yield return $"{Figures.Count(report.ReadySeats, "seat")} can be had back. Set what a seat costs to see the sum: recoup settings set cost.jira-software 7.53";
            else
                yield return $"{Figures.Count(report.ReadySeats, "seat")} can be had back: {MoneyText.IfDone(money.Recoverable, money.Zone)}.";
            if (money.Recoverable.Count > 0 && report.ReadyWithoutCost > 0)
                yield return $"{Figures.Count(report.ReadyWithoutCost, "of these seats has", "of these seats have")} no price and {(report.ReadyWithoutCost == 1 ? "adds" : "add")} nothing to the sum.";
            if (MoneyText.Basis(money.Recoverable) is { } basis)
                yield return basis;
        }
        else if (report.Scan.Survey.ByDay && report.ReviewSeats > 0)
        {
            yield return $"{Figures.Count(report.ReviewSeats, "seat looks", "seats look")} unused"
                + (report.Money.InReview.Count > 0 ? $": up to {Figures.Money(report.Money.InReview)} a month, if they all are{(report.Money.InReview.Any(s => s.Estimate) ? " (an estimate from your cost per seat)" : "")}." : ". Set what a seat costs to see the sum: recoup settings set cost.jira-software 7.53");
        }
        else
        {
            yield return "No seat can be had back without a closer look.";
        }

        if (report.ReviewSeats > 0)
            yield return $"{Figures.Count(report.ReviewSeats, "seat")} {(report.ReviewSeats == 1 ? "needs" : "need")} your eyes first. {Figures.Count(report.ProtectedSeats, "idle seat")} {(report.ProtectedSeats == 1 ? "is" : "are")} protected and left alone.";
        if (report.Scan.Survey.ByDay)
            yield return $"A file does not tell how access is held, who is synced from an identity provider and who administers what, so these are questions, not findings to act on. A key tells: recoup connect";
        if (report.Scan.Survey.IsPartial)
            yield return "PARTIAL: what follows could not be read. Nothing was closed, and findings of earlier scans that this one did not see again stay open.";
        foreach (var missing in report.Scan.Survey.Missing.Take(MostMissing))
            yield return $"  - {PlainText.Of(missing)}";
        if (report.Scan.Survey.Missing.Count > MostMissing)
            yield return $"  - and {Figures.Number(report.Scan.Survey.Missing.Count - MostMissing)} more: recoup scans list --json";
    }

    private static IEnumerable<string> Basis(Report report)
    {
        var scan = report.Scan;
        var sandboxes = scan.Survey.Sites.Count(s => s.Sandbox);
        var settings = report.Settings;
        yield return "How this is known";
        yield return $"  {Figures.Count(scan.Accounts, "account")}, {Figures.Count(scan.SeatCount, "paid seat")}, {Figures.Count(scan.Survey.Sites.Count, "site")}"
            + (sandboxes > 0 ? $" ({Figures.Count(sandboxes, "sandbox", "sandboxes")} not counted)" : "")
            + (scan.RequestCount > 0 ? $"; {Figures.Count(scan.RequestCount, "request")}{OfThem(scan)}, nothing was changed." : ".");
        yield return $"  Idle means {settings.InactiveDays} days without use, {settings.ExternalDays} for externals; never used means {settings.NeverUsedDays} days or more without a first use.";
        yield return "  Use is what Atlassian reports: page views of two seconds and more, up to a day late. It does not see integrations or mail.";
        if (scan.Survey.TokensNotReadable is { } why && !scan.Survey.ByDay)
            yield return $"  API tokens were not read: {why}. An account that scripts run on can then look idle; its name and address are all that protects it.";
        foreach (var what in scan.Survey.NotReadable)
            yield return $"  Not read, since Atlassian refuses: {PlainText.Of(what)}.";
        if (scan.Assistant?.InWords() is { } asked)
            yield return $"  {asked}";
        foreach (var warning in HealthResult.Of(scan).Warnings)
            yield return $"  Warning: {warning}.";
        foreach (var waiting in scan.Waiting.GroupBy(w => w.For).OrderBy(w => w.First().Rule, StringComparer.Ordinal))
            yield return $"  Not looked for: {string.Join("; ", waiting.Select(w => $"{Names.OfRule(w.Rule)} ({w.Rule})"))}. {(waiting.Count() == 1 ? "It waits" : "They wait")} for {waiting.Key}.";
        if (report.HoldsEnding is { } ending)
            yield return $"  {EndingSoon(ending)}";
        yield return "";
    }

    /// <summary>What asking about candidates alone took.</summary>
    private static string OfThem(Scan scan) => scan.Requests.GetValueOrDefault(ScanPhase.Probes) is > 0 and var asked
        ? $", {Figures.Number(asked)} of them about {Figures.Count(scan.Candidates, "candidate")}"
        : "";

    /// <summary>Holds that end soon, and where they are listed.</summary>
    public static string EndingSoon(EndingHolds ending) =>
        $"{Figures.Count(ending.Count, "hold ends", "holds end")} within {Hold.SoonDays} days, {(ending.Count == 1 ? "" : "the next ")}on {ending.Next:yyyy-MM-dd}: see recoup hold list.";

    private static async Task MoreAsync(TextWriter write, IReadOnlyDictionary<Tier, int> byTier, IReadOnlyList<Tier> tiers, string filter)
    {
        var all = tiers.Sum(t => byTier.GetValueOrDefault(t));
        if (all > Rows)
            await write.WriteLineAsync($"  and {Figures.Number(all - Rows)} more: recoup recommendations list --tier {filter}");
        await write.WriteLineAsync();
    }

    private static string Seats(Recommendation row) => string.Join(", ", row.Seats.Select(s => s.Product.Name).Distinct());

    private static string LastUse(Recommendation row) => row.Seats.Count == 0 ? "" : Figures.LastUse(row) ?? "never";

    /// <summary>What holds the row back. That a change belongs to the identity provider holds nothing back.</summary>
    private static string WhatToFindOut(Recommendation row) => string.Join("; ", row.Evidence
        .Where(e => e.Signal == "missing" || (e.Signal.StartsWith("guard", StringComparison.Ordinal) && !(e.Signal == "guard G7" && row.Action == RecommendedAction.RouteOut)))
        .Select(e => e.Value)
        .DefaultIfEmpty(row.ChangesOurMind));
}
