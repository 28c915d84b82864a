using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>
/// The bill once more, from the rules alone and without a thought for speed: one person after the other, one user after the
/// other, one day after the other.
/// </summary>
internal static class Oracle
{
    /// <summary>What the invoices of two headcounts differ by in a year, by currency and first day; what is nothing is left out.</summary>
    public static Dictionary<(string, DateOnly?), decimal> Saved(Tariff tariff, Headcount before, Headcount after, DateTimeOffset now)
    {
        var sums = new Dictionary<(string, DateOnly?), decimal>();
        foreach (var line in tariff.Subscriptions)
        {
            var renewal = Renewal(line, now, tariff.Zone);
            var day = renewal ?? DateOnly.FromDateTime(now.ToOffset(tariff.Zone).DateTime);
            if (Cost(line, Users(tariff, line, before) + Coming(line), day) is not { } was || Cost(line, Users(tariff, line, after) + Coming(line), day) is not { } will)
                continue;
            var key = (line.Currency, renewal);
            sums[key] = sums.GetValueOrDefault(key) + ((was - will) * PeriodsAYear(line));
        }

        return sums.Where(s => s.Value != 0).ToDictionary();
    }

    /// <summary>Who is on the renewal of a term and not there yet.</summary>
    public static int Coming(Subscription line) => line.Billing is Billing.Annual or Billing.Contract ? line.Onboarding ?? 0 : 0;

    /// <summary>What is paid in a year, by currency, at the prices of a day, or of each line's own first day.</summary>
    /// <param name="coming">With those who are to come.</param>
    public static Dictionary<string, decimal> Paid(Tariff tariff, Headcount held, Func<Subscription, DateOnly> day, bool coming = false)
    {
        var sums = new Dictionary<string, decimal>();
        foreach (var line in tariff.Subscriptions)
        {
            if (Cost(line, Users(tariff, line, held) + (coming ? Coming(line) : 0), day(line)) is { } cost)
                sums[line.Currency] = sums.GetValueOrDefault(line.Currency) + (cost * PeriodsAYear(line));
        }

        return sums;
    }

    public static int PeriodsAYear(Subscription line) => line.Billing is Billing.Annual or Billing.Contract ? 1 : 12;

    public static int Users(Tariff tariff, Subscription line, Headcount held)
    {
        var (users, hosts) = (0, new Dictionary<Product, int>());
        foreach (var (person, people) in held.People)
        {
            for (var i = 0; i < people; i++)
            {
                var here = person.Holds.Where(r => Names(line, r) && (line.Kind == SubscriptionKind.App || Paying(tariff, r)?.Name == line.Name)).ToList();
                if (line.Kind == SubscriptionKind.Guard)
                    users += IsCountedByGuard(person, r => Paying(tariff, r) is { } paid && IsOutsideGuard(paid)) ? 1 : 0;
                else if (line.Kind == SubscriptionKind.App)
                    here.ForEach(r => hosts[r.Product] = hosts.GetValueOrDefault(r.Product) + 1);
                else if (line.Kind == SubscriptionKind.Collection || line.Plan == ProductPlan.Enterprise)
                    users += here.Count > 0 ? 1 : 0;
                else
                    users += here.Count;
            }
        }

        return line.Kind == SubscriptionKind.App ? hosts.Values.DefaultIfEmpty(0).Max() : users;
    }

    /// <summary>Whoever Atlassian does not count is counted when what was in the way is gone, where that is known to have been in the way.</summary>
    private static bool IsCountedByGuard(Footprint person, Func<Resource, bool> covered) => !person.Holds.Any(covered) && person.Guard switch
    {
        GuardCount.WithSeats or GuardCount.Always => true,
        GuardCount.NotNow => person.GivenUp.Any(covered),
        _ => false,
    };

    private static bool IsOutsideGuard(Subscription line) => line.Plan == ProductPlan.Enterprise || (line.Kind == SubscriptionKind.Collection && line.Plan == ProductPlan.Premium);

    private static Subscription? Paying(Tariff tariff, Resource resource)
    {
        foreach (var line in tariff.Subscriptions)
        {
            if (line.Kind is SubscriptionKind.Product or SubscriptionKind.Collection && Names(line, resource))
                return line;
        }

        return null;
    }

    private static bool Names(Subscription line, Resource resource)
    {
        var site = Make.Survey.Sites.Single(s => s.Id == resource.Site);
        return !site.Sandbox && line.Products.Contains(resource.Product) && (line.Sites.Count == 0 || line.Sites.Contains(site.Name) || line.Sites.Contains(site.Id.Value));
    }

    /// <summary>One invoice line, rounded once, half away from zero.</summary>
    public static decimal? Cost(Subscription line, int users, DateOnly day)
    {
        if (line.Plan == ProductPlan.Free)
            return 0;
        PriceList? prices = null;
        foreach (var list in line.Prices)
        {
            if (list.From is null || list.From <= Paid(line, day))
                prices = list;
        }

        // Prices that were first looked up within the term.
        for (var i = line.Prices.Count - 1; prices is null && i >= 0; i--)
            prices = line.Prices.Take(i).Any(earlier => earlier.From <= day) || line.Prices[i].From > day ? null : line.Prices[i];

        if (prices is null)
            return null;
        var sum = 0m;
        for (var user = 1; user <= users; user++)
        {
            if (BandOf(prices, user) is not { } own || BandOf(prices, users) is not { } all)
                return null;
            sum += prices.By == PricedBy.Graduated ? own.Price : prices.By == PricedBy.AllUnits ? all.Price : user == users ? all.Price : 0;
        }

        var unit = line.Currency == "JPY" ? 1m : 0.01m;
        var units = decimal.Floor(sum / unit);
        return (sum / unit) - units >= 0.5m ? (units + 1) * unit : units * unit;
    }

    /// <summary>Of a term the last day, from a day on backwards, on which a year of it began.</summary>
    private static DateOnly Paid(Subscription line, DateOnly day)
    {
        if (line.Billing is not (Billing.Annual or Billing.Contract) || line.Renews is not { } renews)
            return day;
        return Enumerable.Range(-120, 240).Select(renews.AddYears).Last(begin => begin <= day);
    }

    private static Band? BandOf(PriceList prices, int user) => prices.Bands.FirstOrDefault(b => b.UpTo is not { } end || user <= end);

    /// <summary>The first day, from today on, on which it is renewed and before whose last day there is still time.</summary>
    public static DateOnly? Renewal(Subscription line, DateTimeOffset now, TimeSpan zone)
    {
        if (line.Renews is not { } renews)
            return null;
        var today = DateOnly.FromDateTime(now.ToOffset(zone).DateTime);
        if (line.Billing != Billing.Monthly && today >= renews)
            return null;
        for (var day = today; day <= renews.AddYears(1) || line.Billing == Billing.Monthly; day = day.AddDays(1))
        {
            var isRenewed = line.Billing == Billing.Monthly
                ? day.Day == Math.Min(renews.Day, DateTime.DaysInMonth(day.Year, day.Month))
                : day == renews || (line.Billing != Billing.Contract && day == renews.AddYears(1));
            if (isRenewed && now < new DateTimeOffset(day.AddDays(-1), TimeOnly.MinValue, zone))
                return day;
        }

        return null;
    }
}
