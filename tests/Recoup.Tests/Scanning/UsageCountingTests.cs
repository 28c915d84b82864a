using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Scanning;
using Recoup.Tests.Infra;
using Recoup.Tests.Plans;

namespace Recoup.Tests.Scanning;

/// <summary>How seats are used, in numbers that add up.</summary>
public sealed class UsageCountingTests
{
    private static readonly Gen<(Account Account, Recommendation[] Found)> Somebody =
        from held in Gen.SubListOf((IEnumerable<Product>)Product.WithSeats)
        from lasts in Gen.ArrayOf(Gen.OneOf(Gen.Choose(-3, 400).Select(d => Make.Ago(d)), Gen.Constant(Signal.None), Gen.Constant(Signal.Unknown)), Product.WithSeats.Count)
        from sandbox in Odds.Chance(20)
        from active in Odds.Chance(80)
        from tiers in Gen.ArrayOf(Gen.Elements(Enum.GetValues<Tier>()), Product.WithSeats.Count)
        from found in Gen.SubListOf((IEnumerable<Product>)[.. held])
        let account = Make.PersonOn([.. held.Select((p, i) => (p.On(sandbox ? Make.Sandbox : Make.Acme), lasts[i]))]) with { Status = active ? "active" : "suspended" }
        select (account, found.Select((p, i) => account.Finding(product: p, tier: tiers[i])).ToArray());

    [Fact]
    public void Days_and_states_each_add_up_to_the_seats_and_protected_to_those_that_findings_leave_alone() =>
        Prop.ForAll(Somebody.ListOf().ToArbitrary(), everybody =>
        {
            var (usage, findings) = Counted(everybody);
            var seats = everybody.Where(e => e.Account.IsActive).SelectMany(e => e.Account.Seats).Where(s => s.Site != Make.Sandbox).ToLookup(s => s.Product);
            var alone = everybody.Where(e => e.Account.IsActive).SelectMany(e => e.Found).Where(f => f.Tier == Tier.Excluded && f.Seats[0].Site != Make.Sandbox).ToLookup(f => f.Product!.Value);
            return Product.WithSeats.All(p => usage.TryGetValue(p, out var u)
                ? u.Seats == seats[p].Count() && u.States.Seats == u.Seats && u.States.Protected == alone[p].Count() && u.IdleFor(0) == u.ByDays.Sum()
                    && new[] { u.States.InUse, u.States.Idle, u.States.Never, u.States.NoSignal }.All(n => n >= 0)
                : !seats[p].Any());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    [Fact]
    public void In_parts_it_comes_to_the_same() =>
        Prop.ForAll(Somebody.ListOf().ToArbitrary(), everybody =>
        {
            var half = everybody.Count / 2;
            var (first, _) = Counted(everybody.Take(half));
            var (both, _) = Counted(everybody.Skip(half), first);
            return Text(both) == Text(Counted(everybody).Usage);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4.99, 0)]
    [InlineData(5, 1)]
    [InlineData(179.9, 35)]
    [InlineData(180, 36)]
    [InlineData(4000, 36)]
    [InlineData(-2, 0)]
    public void A_seat_counts_by_whole_days_since_its_last_use(double days, int at) =>
        Counted([(Make.Person((Product.Jira, Make.Ago(days))), [])]).Usage[Product.Jira].ByDays.Index().Where(b => b.Item == 1).Select(b => b.Index).ShouldBe([at]);

    [Fact]
    public void Exactly_on_the_threshold_a_seat_is_idle_and_where_one_date_stands_for_all_products_it_counts()
    {
        var usage = Counted([
            (Make.Person((Product.Jira, Make.Ago(90)), (Product.Confluence, Make.Ago(TimeSpan.FromDays(90) - Make.Tick))), []),
            (Make.Person((Product.Discovery, Signal.Unknown)) with { Usage = null, LastActiveAnywhere = Make.Ago(10) }, []),
        ]).Usage;

        usage[Product.Jira].States.ShouldBe(new(0, 1, 0, 0, 0));
        usage[Product.Confluence].States.ShouldBe(new(1, 0, 0, 0, 0));
        usage[Product.Discovery].States.ShouldBe(new(1, 0, 0, 0, 0));
    }

    [Fact]
    public void A_scan_of_an_earlier_version_has_none_of_it()
    {
        var read = JsonSerializer.Deserialize("""{"org":"o","id":"s","survey":{"org":"o","scan":"s","now":"2026-01-01T00:00:00Z","source":"x"}}""", EngineJson.Default.Scan)!;

        read.Usage.ShouldBeEmpty();
    }

    private static (IReadOnlyDictionary<Product, SeatUsage> Usage, FindingCounts Findings) Counted(IEnumerable<(Account Account, Recommendation[] Found)> everybody, IReadOnlyDictionary<Product, SeatUsage>? before = null)
    {
        var usage = new UsageCounting(before ?? new Dictionary<Product, SeatUsage>(), Make.Around());
        var counting = new Counting(new(), [Make.Sandbox], usage);
        foreach (var (account, found) in everybody)
        {
            usage.Add(account);
            counting.Add(account, found);
        }

        return (usage.Total(), counting.Total());
    }

    private static string Text(IReadOnlyDictionary<Product, SeatUsage> usage) =>
        string.Join('\n', usage.OrderBy(u => u.Key.Value, StringComparer.Ordinal).Select(u => $"{u.Key} {string.Join(' ', u.Value.ByDays)} {u.Value.Never} {u.Value.NoSignal} {u.Value.States}"));
}
