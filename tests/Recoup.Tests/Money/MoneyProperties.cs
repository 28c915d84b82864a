using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recoup.Core;
using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>What must hold for every order form and all people.</summary>
public sealed class MoneyProperties
{
    private static readonly Config TwoThousand = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true);

    private static void Always(Func<Bill, bool> holds) => Prop.ForAll(Bill.Any, holds).Check(TwoThousand);

    /// <summary>By currency and day; what is nothing is left out, as an invoice does not change by it.</summary>
    private static Dictionary<(string, DateOnly?), decimal> Sums(IEnumerable<Saving> savings) => savings.Where(s => s.PerYear != 0).ToDictionary(s => (s.Currency, s.Effective), s => s.PerYear);

    private static bool AreEqual<T>(Dictionary<T, decimal> a, Dictionary<T, decimal> b)
        where T : notnull => a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var other) && other == p.Value);

    /// <summary>Everything that a view says, or what it says in one currency.</summary>
    private static string All(MoneyView view, string currency = "") => string.Join('\n', new object[][]
    {
        [.. view.Lines.Select(l => $"{l.Name} {l.Currency} {l.Users} {l.PerPeriod} {l.Unassigned} {l.UnassignedSaving} {l.Renewal} {l.Deadline} {l.Ready} {l.Saving} {l.OneFewer} {l.AboveEdge} {l.LeftInTier}")],
        [.. view.Spend], [.. view.Recoverable], [.. view.InReview], [.. view.Unassigned], [.. view.Forecast], [.. view.Unpriced],
    }.SelectMany(part => part).Select(x => x.ToString()!).Where(x => x.Contains(currency, StringComparison.Ordinal)));

    [Fact]
    public void The_bills_are_worth_testing()
    {
        var bills = Gen.Sample(Bill.Any.Generator, 2_000, 50).ToList();
        var views = bills.ConvertAll(b => b.View());
        var savings = views.SelectMany(v => v.Recoverable).ToList();

        int[] seen =
        [
            savings.Count(s => s.PerYear > 0), savings.Count(s => s.PerYear < 0), savings.Count(s => s.PerYear == 0), savings.Count(s => s.Effective is null), savings.Count(s => s.Currency == "JPY"), savings.Count(s => s.Estimate),
            views.Count(v => v.Recoverable.Select(s => s.Currency).Distinct().Count() > 1), views.Count(v => v.Unassigned.Count > 0), views.Count(v => v.Unpriced.Count > 0), views.Count(v => v.InReview.Count > 0),
            .. Enum.GetValues<SubscriptionKind>().Select(k => views.Sum(v => v.Lines.Count(l => l.Kind == k && l.Saving is { PerYear: not 0 }))),
            views.Sum(v => v.Lines.Count(l => l.Kind == SubscriptionKind.Guard && l.Ready < 0)),
            views.Sum(v => v.Lines.Count(l => l.Kind == SubscriptionKind.App && l.Subscription.Products.Count > 1 && l.Ready > 0)),
            views.Sum(v => v.Lines.Count(l => l.Plan == ProductPlan.Enterprise && l.Saving is not null)),
            .. Enum.GetValues<PricedBy>().Select(by => views.Sum(v => v.Lines.Count(l => l.Saving is { PerYear: not 0 } && l.Subscription.PricesOn(Make.Today)?.By == by))),
        ];
        seen.ShouldAllBe(n => n > 5, string.Join(' ', seen));
    }

    [Fact]
    public void A_saving_is_what_the_invoices_differ_by_to_the_smallest_unit() => Always(b =>
    {
        var (tariff, view, after) = (b.Tariff, b.View(), b.Held.Plus(Bill.Sum(b.Ready)));
        return AreEqual(Sums(view.Recoverable), Oracle.Saved(tariff, b.Held, after, b.Now))
            && AreEqual(Sums(view.InReview), Oracle.Saved(tariff, after, after.Plus(Bill.Sum(b.Review)), b.Now));
    });

    [Fact]
    public void Every_line_counts_and_costs_what_the_rules_say() => Always(b =>
    {
        var (tariff, today) = (b.Tariff, RenewalDays.Day(b.Now, b.Tariff.Zone));
        return b.View().Lines.All(l =>
        {
            var (users, day) = (Oracle.Users(tariff, l.Subscription, b.Held), Oracle.Renewal(l.Subscription, b.Now, tariff.Zone));
            return l.Users == users && l.PerPeriod == Oracle.Cost(l.Subscription, users, today) && l.Renewal == day && (day is null || (b.Now < l.Deadline && l.Deadline < new DateTimeOffset(day.Value, TimeOnly.MinValue, tariff.Zone)));
        });
    });

    [Fact]
    public void The_lines_say_all_that_can_be_had_back() => Always(b =>
    {
        var view = b.View();
        return AreEqual(Sums(view.Recoverable), Sums(Saving.ByDay(view.Lines.Select(l => l.Saving).OfType<Saving>())));
    });

    [Fact]
    public void Spend_is_what_everybody_costs_today() => Always(b =>
    {
        var today = RenewalDays.Day(b.Now, b.Tariff.Zone);
        var paid = Oracle.Paid(b.Tariff, b.Held, _ => today);
        return AreEqual(b.View().Spend.Where(s => s.PerYear != 0).ToDictionary(s => s.Currency, s => s.PerYear), paid.Where(s => s.Value != 0).ToDictionary());
    });

    /// <summary>
    /// In each currency, at the prices of the days from which it counts and with those to come, nobody saves more than is paid: bills
    /// are never below zero. A line that gets dearer only lowers the sum. At the prices of today it holds where these are the same and nobody comes.
    /// </summary>
    [Fact]
    public void What_can_be_had_back_is_never_more_than_what_is_paid() => Always(b =>
    {
        var (tariff, view) = (b.Tariff, b.View());
        var paid = Oracle.Paid(tariff, b.Held, line => Oracle.Renewal(line, b.Now, tariff.Zone) ?? RenewalDays.Day(b.Now, tariff.Zone), coming: true);
        return view.Recoverable.GroupBy(s => s.Currency).All(g => g.Sum(s => s.PerYear) <= paid.GetValueOrDefault(g.Key));
    });

    [Fact]
    public void At_steady_prices_it_is_never_more_than_the_spend() => Prop.ForAll(Bill.WithSteadyPrices, b =>
    {
        var view = WithoutComing(b, _ => true).View();
        return view.Recoverable.GroupBy(s => s.Currency).All(g => g.Sum(s => s.PerYear) <= view.Spend.FirstOrDefault(s => s.Currency == g.Key)?.PerYear)
            && view.Lines.All(l => l.Saving is null || l.Saving.PerYear <= l.PerYear);
    }).Check(TwoThousand);

    /// <summary>One person after the other, in another order, and by way of something else.</summary>
    [Fact]
    public void The_order_of_people_and_rows_says_nothing() => Always(b =>
    {
        var turned = new Headcount();
        foreach (var (people, holds) in b.Groups.Reverse())
        {
            for (var i = 0; i < people; i++)
                turned.Add(holds, 1);
        }

        var ready = new Headcount();
        foreach (var change in b.Ready.Reverse())
        {
            for (var i = 0; i < change.People; i++)
            {
                ready.Move(change.From, Footprint.Nothing);
                ready.Move(Footprint.Nothing, change.To);
            }
        }

        var (one, other) = (b.View(), MoneyView.Of(b.Tariff, turned, ready, Bill.Sum(b.Review.Reverse()), b.Now));
        return turned.Equals(b.Held) && All(one) == All(other);
    });

    [Fact]
    public void Taking_nothing_saves_nothing() => Always(b =>
    {
        var view = MoneyView.Of(b.Tariff, b.Held, new(), new(), b.Now);
        return view.Recoverable.Count == 0 && view.InReview.Count == 0 && view.Lines.All(l => l.Ready == 0 && l.Saving is null) && (view.Forecast.All(m => m.AsItIs == m.TakenBack) || view.Lines.Any(l => l.Unassigned > 0))
            && b.Groups.All(g => new RowSavings(b.Tariff, b.Held, b.Now).Of(g.Holds, g.Holds).Count == 0);
    });

    private static Bill WithoutComing(Bill bill, Func<Subscription, bool> of) => bill with
    {
        Settings = bill.Settings with { PriceBook = bill.Settings.PriceBook! with { Subscriptions = [.. bill.Settings.PriceBook.Subscriptions.Select(s => of(s) ? s with { Onboarding = null } : s)] } },
    };

    /// <summary>Where prices stay, and nobody is announced by the month: a month has less to pay by a twelfth of what is saved until then, by a lower quote too, each side rounded once.</summary>
    [Fact]
    public void The_forecast_falls_by_what_is_saved() => Prop.ForAll(Bill.WithSteadyPrices, b =>
    {
        var view = WithoutComing(b, s => !s.IsForTheTerm).View();
        return view.Forecast.All(m =>
        {
            var saved = view.Recoverable.Concat(view.Unassigned).Where(s => s.Currency == m.Currency && s.Effective <= m.Month).Sum(s => s.PerYear) / 12;
            return Math.Abs(m.AsItIs - m.TakenBack - saved) <= (m.Currency == "JPY" ? 1m : 0.01m);
        });
    }).Check(TwoThousand);

    [Fact]
    public void Giving_it_back_costs_what_was_saved() => Always(b =>
    {
        var tariff = b.Tariff;
        var (before, after) = (tariff.Count(b.Held), tariff.Count(b.Held.Plus(Bill.Sum(b.Ready))));
        return AreEqual(Sums(tariff.Savings(before, after, b.Now)), Sums(tariff.Savings(after, before, b.Now)).ToDictionary(s => s.Key, s => -s.Value));
    });

    [Fact]
    public void A_row_alone_is_the_total_where_it_is_the_only_one() => Always(b => b.Ready.Where(c => c.People > 0).All(c =>
    {
        var rows = new RowSavings(b.Tariff, b.Held, b.Now).Of(c.From, c.To);
        var total = MoneyView.Of(b.Tariff, b.Held, Bill.Sum([c with { People = 1 }]), new(), b.Now).Recoverable;
        return rows.SequenceEqual(Saving.ByCurrency(total, b.Settings.Currency));
    }));

    /// <summary>Other prices in other currencies change nothing in this one.</summary>
    [Fact]
    public void Currencies_are_never_mixed() => Always(b =>
    {
        var dearer = b with
        {
            Settings = b.Settings with
            {
                PriceBook = b.Settings.PriceBook! with { Subscriptions = [.. b.Settings.PriceBook.Subscriptions.Select(s => s.Currency == "EUR" ? s : s with { Prices = [.. s.Prices.Select(Dearer)] })] },
            },
        };
        return All(b.View(), "EUR") == All(dearer.View(), "EUR");

        static PriceList Dearer(PriceList list) => list with { Bands = [.. list.Bands.Select(band => band with { Price = (band.Price * 1000) + 1 })] };
    });

    /// <summary>Of two halves each is counted as in the whole; only of an app, where either half may have another largest product, less.</summary>
    [Fact]
    public void Two_halves_count_as_many_as_the_whole_and_of_an_app_no_fewer() => Always(b =>
    {
        var (tariff, half) = (b.Tariff, b.Groups.Count / 2);
        var (first, second, all) = (tariff.Count(Book.People([.. b.Groups.Take(half)])), tariff.Count(Book.People([.. b.Groups.Skip(half)])), tariff.Count(b.Held));
        return tariff.Subscriptions.Index().All(s => s.Item.Kind == SubscriptionKind.App
            ? all[s.Index] <= first[s.Index] + second[s.Index] && all[s.Index] >= Math.Max(first[s.Index], second[s.Index])
            : all[s.Index] == first[s.Index] + second[s.Index]);
    });

    [Fact]
    public void Read_back_from_json_it_is_the_same_bill() => Always(b =>
    {
        var settings = JsonSerializer.Deserialize(JsonSerializer.Serialize(b.Settings, CoreJson.Default.Settings), CoreJson.Default.Settings)!;
        var (held, ready) = (Again(b.Held), Again(Bill.Sum(b.Ready)));
        var view = b.View();
        return held.Equals(b.Held) && ready.Equals(Bill.Sum(b.Ready)) && PriceBook.Hash(settings) == PriceBook.Hash(b.Settings)
            && view.Recoverable.SequenceEqual(Again(view.Recoverable))
            && All(MoneyView.Of(new(settings, Make.Survey), held, ready, Bill.Sum(b.Review), b.Now)) == All(view);

        static T Again<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value))!;
    });

    /// <summary>What taking back one user says, the line and the sum say too.</summary>
    [Fact]
    public void One_fewer_is_what_one_fewer_saves() => Always(b => b.View().Lines.All(l =>
        l.Users == 0 || l.OneFewer is not { } fewer || l.Subscription.Saved(l.Users, l.Users - 1, b.Now, b.Tariff.Zone)?.PerYear == fewer * l.Subscription.PeriodsAYear));

    [Fact]
    public void A_lower_quote_saves_no_more_than_what_was_bought() => Always(b => b.View().Lines.All(l =>
    {
        var (wanted, day) = (l.Users + (l.Subscription.Onboarding ?? 0), l.Renewal ?? RenewalDays.Day(b.Now, b.Tariff.Zone));
        var saved = l.Subscription.IsForTheTerm && l.Purchased > wanted ? (Oracle.Cost(l.Subscription, l.Purchased!.Value, day) - Oracle.Cost(l.Subscription, wanted, day)) * Oracle.PeriodsAYear(l.Subscription) : null;
        return l.UnassignedSaving?.PerYear == saved && (saved is null || saved <= Oracle.Cost(l.Subscription, l.Purchased!.Value, day) * Oracle.PeriodsAYear(l.Subscription));
    }));
}
