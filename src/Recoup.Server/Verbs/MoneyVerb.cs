using System.CommandLine;
using System.Globalization;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup money</c>: what is paid, what can be had back and from when, and what comes.</summary>
internal static class MoneyVerb
{
    private static readonly IReadOnlyList<Column<BillLine>> LineColumns =
    [
        new("Subscription", l => l.Name, Wide: 32),
        new("Billed", Billed),
        new("Users", l => Figures.Number(l.Users), Right: true),
        new("Bought", l => l.Purchased is { } bought ? Figures.Number(bought) : "", Right: true),
        new("Per month", l => l.PerMonth is { } sum ? Figures.Money(l.Currency, sum) : "no price", Right: true),
        new("Can be had back", l => Figures.Number(l.Ready), Right: true),
        new("Saves", l => l.Saving is { } saving ? Figures.Money(saving.Currency, saving.PerMonth) : "", Right: true),
        new("From", l => l.Renewal?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no renewal set"),
        new("Next edge", Edge, Wide: 60),
    ];

    private static readonly IReadOnlyList<Column<ForecastMonth>> ForecastColumns =
    [
        new("Month", m => m.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
        new("As it is", m => Figures.Money(m.Currency, m.AsItIs), Right: true),
        new("With all of it taken back", m => Figures.Money(m.Currency, m.TakenBack), Right: true),
        new("Less", m => Figures.Money(m.Currency, m.AsItIs - m.TakenBack), Right: true),
    ];

    public static Command Create(CommandHost host)
    {
        var command = new Command("money", "What is paid, what can be had back and from when, seats to the next tier, seats that nobody holds, and the next twelve months");
        var data = DataOptions.On(command);
        var format = FormatOption.On(command, rows: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var money = scan.Money(settings, host.Time.GetUtcNow());
            if (format.Of(parsed) == OutputFormat.Json)
                await Results.WriteJsonAsync(host, MoneyOutput.Of(money, scan, settings), OutputJson.Readable.MoneyOutput);
            else
                await WriteAsync(host, money, scan, settings);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task WriteAsync(CommandHost host, MoneyView money, Scan scan, Settings settings)
    {
        foreach (var line in Sums(money, scan, settings))
            await host.Out.WriteLineAsync(line);
        if (money.Lines.Count > 0)
            Results.WriteTable(host, money.Lines, LineColumns);
        List<string> notes = [.. Notes(money)];
        if (notes.Count > 0)
            notes.Add("");
        foreach (var line in notes)
            await host.Out.WriteLineAsync(line);
        if (money.Forecast.Count == 0)
            return;
        if (NoDay(money) is { Count: > 0 } undated)
            await host.Out.WriteLineAsync($"The months below show nothing of what {string.Join(", ", undated.Select(PlainText.Of))} would save: no renewal is set, so nobody knows from when.");
        await host.Out.WriteLineAsync("What is going to be paid; of what is billed by the year a twelfth. As it is, a term is renewed as it was bought; with all of it taken back, for those who are left. Nobody is assumed to come or go, beyond those announced:");
        Results.WriteTable(host, money.Forecast, ForecastColumns);
    }

    private static IEnumerable<string> Sums(MoneyView money, Scan scan, Settings settings)
    {
        var prices = settings.PriceBook is { } book ? $"price book of {book.AsOf:yyyy-MM-dd}{(book.Source is { } source ? $" ({PlainText.Of(source)})" : "")}" : "prices from your settings";
        yield return $"Users of the scan of {Figures.Moment(scan.StartedAt)}; {prices}.";
        yield return "";
        foreach (var sum in money.Spend)
            yield return $"  Paid:              {(sum.Estimate ? "about " : "")}{Figures.Money(sum.Currency, sum.PerMonth)} a month, {Figures.Money(sum.Currency, sum.PerYear)} a year.";
        foreach (var saving in money.Recoverable)
            yield return $"  Can be had back:   {MoneyText.IfDone(saving, money.Zone)}{(saving is { Effective: not null, PerYear: > 0 } ? "; nothing before" : "")}.";
        if (money.Recoverable.Count == 0)
            yield return "  Can be had back:   nothing that has a price.";
        foreach (var saving in money.Unassigned.Where(s => s.PerYear != 0))
            yield return $"  Nobody holds:      {MoneyText.From(saving)}, with a lower quote at the renewal.";
        foreach (var saving in money.InReview.Where(s => s.PerYear != 0))
            yield return $"  Needs your eyes:   up to {MoneyText.From(saving)}; not part of what can be had back.";
        if (MoneyText.Basis(money.Recoverable) is { } basis)
            yield return $"  {basis}";
        yield return "";
    }

    private static IEnumerable<string> Notes(MoneyView money)
    {
        foreach (var open in money.Unpriced.Where(u => u.Users > 0))
            yield return $"No sum holds {PlainText.Of(open.Name)} ({Figures.Count(open.Users, "user")}, {Figures.Number(open.Ready)} of them can be had back): {open.Why}.";
        foreach (var dearer in money.Lines.Where(l => l.OneFewer < 0))
            yield return $"{PlainText.Of(dearer.Name)}: one user fewer costs {Figures.Money(dearer.Currency, -dearer.OneFewer!.Value)} more {(dearer.Subscription.IsForTheTerm ? "a year" : "a month")}, since a dearer band begins there.";
        foreach (var coming in money.Lines.Where(HasComing))
            yield return $"{PlainText.Of(coming.Name)}: {Figures.Count(coming.Subscription.Onboarding!.Value, "person", "people")} to be added before the renewal: {(coming.Subscription.IsForTheTerm ? "the renewal is for them too, before and after what is had back" : "each is paid from when they come; who takes a seat that was had back is paid again, and what can be had back does not hold that")}.";
    }

    /// <summary>Whether people are to come who may need again what is had back.</summary>
    private static bool HasComing(BillLine line) => line is { Ready: > 0, Subscription.Onboarding: > 0 };

    private static List<string> NoDay(MoneyView money) => [.. money.Lines.Where(l => l.Renewal is null && l.Saving is { PerYear: not 0 }).Select(l => l.Name)];

    private static string Billed(BillLine line) => string.Join(", ", new[]
    {
        line.Billing switch { Billing.Monthly => "monthly", Billing.Annual => "annual", Billing.Contract => "contract", _ => "not known" },
        line.Kind == SubscriptionKind.App ? "largest product" : line.Subscription.CountsPeople ? "people" : "seats",
        line.Estimate ? "estimate" : null,
    }.OfType<string>());

    private static string Edge(BillLine line) => line.AboveEdge is not { } above ? ""
        : $"{(above < line.Users ? $"{Figures.Number(above)} fewer end a tier" : "lowest tier")}{(line.LeftInTier is { } left ? $"; {Figures.Number(left)} more fit" : "; beyond the last tier")}";
}
