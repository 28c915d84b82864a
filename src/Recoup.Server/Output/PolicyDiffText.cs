using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine.Policies;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>What a policy would change, on a terminal.</summary>
internal static class PolicyDiffText
{
    /// <summary>Findings of each sort listed at most.</summary>
    public const int Rows = 20;

    private static readonly IReadOnlyList<Column<PolicyChange>> PolicyColumns =
    [
        new("Part", c => c.Part, Whole: true),
        new("From", c => c.From ?? "", Wide: 90),
        new("To", c => c.To ?? "", Wide: 90),
    ];

    private static readonly IReadOnlyList<Column<KeyValuePair<(string Rule, Tier? From, Tier? To), int>>> CountColumns =
    [
        new("Rule", c => c.Key.Rule),
        new("What", c => Names.OfRule(c.Key.Rule)),
        new("Change", c => Step(c.Key.From, c.Key.To), Whole: true),
        new("Findings", c => Figures.Number(c.Value), Right: true),
    ];

    public static async Task WriteAsync(CommandHost host, PolicyDiff diff, string path)
    {
        if (diff.Policy.Count == 0)
        {
            await host.Out.WriteLineAsync("It is the policy that holds already.");
            return;
        }

        Results.WriteTable(host, diff.Policy, PolicyColumns);
        await WriteCountsAsync(host, diff);
        if (diff.Scan is not { } scan)
            return;
        await ListAsync("Added", diff.Added);
        await ListAsync("Removed", diff.Removed);
        await ListAsync("Changed", diff.Changed);

        async Task ListAsync(string title, FewRows rows)
        {
            if (rows.Count == 0)
                return;
            await host.Out.WriteLineAsync();
            await host.Out.WriteLineAsync(title);
            Results.WriteTable(host, rows.Rows(), Columns(c => c.Site is { } site ? scan.Survey.SiteName(site) : ""));
            if (rows.Count > Rows)
                await host.Out.WriteLineAsync($"and {Figures.Number(rows.Count - Rows)} more: recoup policy diff {path} --json");
        }
    }

    /// <summary>What the findings would be, in numbers, and how far that can be trusted.</summary>
    public static async Task WriteCountsAsync(CommandHost host, PolicyDiff diff)
    {
        if (diff.Scan is not { } scan)
        {
            await host.Out.WriteLineAsync("No scan has come to an end yet, so what it would find is not known.");
            return;
        }

        if (diff.Counts.Count > 0)
            Results.WriteTable(host, [.. diff.Counts], CountColumns);
        await host.Out.WriteLineAsync($"Over {Figures.Count(scan.Accounts, "account")} of the scan of {Figures.Moment(scan.StartedAt)}: {Figures.Count(diff.Added.Count, "finding")} added, {Figures.Number(diff.Removed.Count)} removed, {Figures.Number(diff.Changed.Count)} with another tier.");
        if (diff.NeedScan > 0)
            await host.Out.WriteLineAsync($"{Figures.Number(diff.NeedScan)} of those added or changed need a scan to be sure: not everything was asked about these accounts that would be.");
        if (diff.OtherIssueDays is { } days)
            await host.Out.WriteLineAsync($"The scan counted issues over {days} days, and the next one counts them anew over the new threshold.");
        foreach (var group in diff.UnseenGroups)
            await host.Out.WriteLineAsync(PlainText.Of($"Nobody is known to be in the group \"{group}\": who is in a group that gives no seat is read from the next scan on, so what it would change is not told here."));
    }

    private static IReadOnlyList<Column<FindingChange>> Columns(Func<FindingChange, string> site) =>
    [
        new("Tier", c => Step(c.From, c.To), Whole: true),
        new("Rule", c => c.Rule),
        new("What", c => Names.OfRule(c.Rule)),
        new("Who", c => c.DisplayName, Wide: 32),
        new("Seat", c => c.Product is { } product ? $"{product.Name}{(site(c) is { Length: > 0 } on ? $" on {on}" : "")}" : ""),
        new("Sure", c => c.NeedsScan ? "needs a scan" : ""),
        new("Account", c => c.AccountId?.Value ?? "", Whole: true),
    ];

    private static string Step(Tier? from, Tier? to) => (from, to) switch
    {
        (null, { } comes) => $"new, {Word(comes)}",
        ({ } goes, null) => $"gone, was {Word(goes)}",
        _ => $"{Word(from!.Value)} → {Word(to!.Value)}",
    };

    private static string Word(Tier tier) => tier.ToString().ToLowerInvariant();
}
