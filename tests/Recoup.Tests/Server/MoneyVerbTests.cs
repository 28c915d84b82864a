using System.Text.Json;

namespace Recoup.Tests.Server;

/// <summary><c>recoup money</c> over a scanned organisation.</summary>
public sealed class MoneyVerbTests
{
    private const string Book = """
        {
          "version": 1, "asOf": "2026-10-01", "source": "order form 4711",
          "subscriptions": [
            { "name": "Jira Premium", "products": ["jira-software"], "billing": "annual", "currency": "USD", "renews": "2027-03-31", "purchased": 500, "onboarding": 20,
              "prices": [{ "by": "tier", "bands": [{ "upTo": 100, "price": 12000 }, { "upTo": 215, "price": 24000 }, { "upTo": 500, "price": 60000 }] }] },
            { "name": "Confluence", "products": ["confluence"], "billing": "monthly", "currency": "EUR", "renews": "2026-11-15", "onboarding": 3,
              "prices": [{ "by": "all-units", "bands": [{ "upTo": 50, "price": 9 }, { "price": 5 }] }] },
            { "name": "Guard", "kind": "guard", "currency": "USD", "prices": [{ "by": "all-units", "bands": [{ "price": 2 }] }] }
          ]
        }
        """;

    private static async Task<Premises> WithBookAsync()
    {
        var premises = await Premises.ScannedAsync(users: 300);
        await premises.DoneAsync($"price-book set {premises.Shell.Write("book.jsonc", Book)}");
        return premises;
    }

    private static JsonElement Line(JsonElement money, string name) => money.GetProperty("subscriptions").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);

    private static List<decimal> Sums(JsonElement money, string part, string sum = "perYear") => [.. money.GetProperty(part).EnumerateArray().Select(s => s.GetProperty(sum).GetDecimal())];

    [Fact]
    public async Task Each_subscription_counts_what_it_is_for_and_costs_what_the_book_says()
    {
        await using var premises = await WithBookAsync();

        var money = await premises.JsonAsync("money");

        var jira = Line(money, "Jira Premium");
        var users = jira.GetProperty("users").GetInt32();
        users.ShouldBeInRange(216, 500);
        jira.GetProperty("perPeriod").GetDecimal().ShouldBe(60_000m);
        jira.GetProperty("perMonth").GetDecimal().ShouldBe(5_000m);
        jira.GetProperty("aboveEdge").GetInt32().ShouldBe(users + 20 - 215);
        jira.GetProperty("leftInTier").GetInt32().ShouldBe(500 - users - 20);
        jira.GetProperty("unassigned").GetInt32().ShouldBe(500 - users);
        (users + 20 - jira.GetProperty("ready").GetInt32()).ShouldBeInRange(101, 215);
        jira.GetProperty("saving").GetProperty("perYear").GetDecimal().ShouldBe(36_000m);
        var confluence = Line(money, "Confluence");
        confluence.GetProperty("perPeriod").GetDecimal().ShouldBe(confluence.GetProperty("users").GetInt32() * 5m);
        confluence.GetProperty("saving").GetProperty("perMonth").GetDecimal().ShouldBe(confluence.GetProperty("ready").GetInt32() * 5m);
        money.GetProperty("spend").EnumerateArray().Select(s => s.GetProperty("currency").GetString()).ShouldBe(["USD", "EUR"]);
        money.GetProperty("forecast").GetArrayLength().ShouldBe(24);
        Sums(money, "recoverable").Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_screen_says_what_is_paid_what_comes_back_from_when_and_until_when_to_act()
    {
        await using var premises = await WithBookAsync();

        var said = await premises.DoneAsync("money");

        said.ShouldContain("price book of 2026-10-01 (order form 4711).");
        said.ShouldContain("  Paid:              USD ");
        said.ShouldContain("  Paid:              EUR ");
        said.ShouldContain(" a month from 2026-12-15, if done before 2026-12-14 00:00 UTC; nothing before.");
        said.ShouldContain("fewer end a tier");
        said.ShouldContain("The months below show nothing of what Guard would save: no renewal is set, so nobody knows from when.");
        said.ShouldContain("Jira Premium: 20 people to be added before the renewal: the renewal is for them too, before and after what is had back.");
        said.ShouldContain("Confluence: 3 people to be added before the renewal: each is paid from when they come; who takes a seat that was had back is paid again, and what can be had back does not hold that.");
        said.ShouldContain("No sum holds Jira Service Management (");
        said.ShouldNotContain("about");
    }

    [Fact]
    public async Task Without_any_price_it_says_what_is_missing_and_shows_no_sum()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync();
        await premises.DoneAsync("scan");

        var said = await premises.DoneAsync("money");

        said.ShouldContain("Can be had back:   nothing that has a price.");
        said.ShouldContain("set cost.jira-software, or name it in the price book.");
        said.ShouldNotContain("USD");
        said.ShouldNotContain("What is going to be paid");
    }

    [Fact]
    public async Task The_report_the_money_and_a_plan_of_everything_agree()
    {
        await using var premises = await WithBookAsync();
        await premises.DoneAsync("scan");

        var money = await premises.JsonAsync("money");
        var scan = await premises.JsonAsync("scan");

        Sums(scan, "recoverable").ShouldBe(Sums(money, "recoverable"));
        // Not everything can be done by Recoup itself: a plan saves a part of it, each part of its own day.
        var plan = await premises.JsonAsync("plan create");
        plan.GetProperty("saving").GetArrayLength().ShouldBe(3);
        Sums(plan, "saving").Zip(Sums(money, "recoverable")).ShouldAllBe(s => s.First <= s.Second);
    }
}
