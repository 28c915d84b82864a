namespace Recoup.Tests.Server;

/// <summary><c>recoup service-accounts</c>.</summary>
public sealed class ServiceAccountsTests
{
    [Fact]
    public async Task Says_what_software_holds_and_what_the_plan_can_take()
    {
        await using var premises = await Premises.ScannedAsync(users: 600);

        var told = await premises.JsonAsync("service-accounts");
        var words = await premises.DoneAsync("service-accounts");

        told.GetProperty("quota").GetInt32().ShouldBe(5);
        told.GetProperty("assumed").GetBoolean().ShouldBeTrue();
        var candidates = told.GetProperty("candidates").GetInt32();
        candidates.ShouldBeGreaterThan(0);
        told.GetProperty("accounts").GetArrayLength().ShouldBe(candidates);
        told.GetProperty("fit").GetInt32().ShouldBe(Math.Min(candidates, 5 - told.GetProperty("inUse").GetInt32()));
        words.ShouldContain("paid seat");
        words.ShouldContain("set plan.guard to know");

        var book = premises.Shell.Write("book.json", """
            { "version": 1, "asOf": "2026-10-01", "subscriptions": [
              { "name": "Jira", "products": ["jira-software"], "currency": "EUR", "prices": [{ "by": "all-units", "bands": [{ "price": 10 }] }] },
              { "name": "Confluence", "products": ["confluence"], "currency": "USD", "prices": [{ "by": "all-units", "bands": [{ "price": 5 }] }] },
              { "name": "Guard", "kind": "guard", "currency": "USD", "prices": [{ "by": "all-units", "bands": [{ "price": 4 }] }] } ] }
            """);
        await premises.DoneAsync($"price-book set {book}");
        var dearer = await premises.DoneAsync("service-accounts");
        dearer.ShouldContain("write Guard's plan into the price book to know");
        dearer.ShouldMatch(@", USD [\d.,]+ \+ EUR [\d.,]+ a month\.");
    }
}
