using System.Net;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

public sealed class SettingsApiTests
{
    [Fact]
    public async Task Settings_are_those_of_the_verb_and_an_admin_changes_one()
    {
        await using var served = await Served.ScannedAsync(60);
        using var admin = await served.AsAsync(SignInRole.Admin);

        var changed = await admin.SetAsync("/settings/threshold.inactiveDays", new { value = "60" });

        changed.Json.GetProperty("setting").GetProperty("value").GetString().ShouldBe("60");
        (await admin.AskAsync("/settings")).Text.ShouldBe((await served.Premises.JsonAsync("settings list")).GetRawText());
        (await served.LoggedAsync("settings.set"))[^1].GetProperty("actor").GetString().ShouldBe("grace-admin");
        (await admin.SetAsync("/settings/billingContact", new { value = "nobody-here" })).Json.GetProperty("warnings")[0].GetString()!.ShouldContain("saw no account");
    }

    [Fact]
    public async Task P05_A_key_is_never_answered_and_not_taken_as_a_setting()
    {
        await using var served = await Served.ScannedAsync(60);
        using var admin = await served.AsAsync(SignInRole.Admin);

        (await admin.AskAsync("/settings")).Text.ShouldNotContain(served.Premises.Emulator.Key);
        (await admin.SetAsync("/settings/org.key", new { value = "a-key-of-somebody" })).Gate.ShouldBe("secret");
        served.Log.ShouldNotContain("a-key-of-somebody");
    }

    [Theory]
    [InlineData("no.such", "1", HttpStatusCode.NotFound, "no-setting")]
    [InlineData("threshold.inactiveDays", "6", HttpStatusCode.BadRequest, "bad-value")]
    [InlineData("threshold.inactiveDays", "９０", HttpStatusCode.BadRequest, "bad-value")]
    [InlineData("currency", "=cmd", HttpStatusCode.BadRequest, "bad-value")]
    [InlineData("cost.jira-software", "-1", HttpStatusCode.BadRequest, "bad-value")]
    public async Task A_value_that_is_none_is_refused(string name, string value, HttpStatusCode status, string gate)
    {
        await using var served = await Served.ScannedAsync(60);
        using var admin = await served.AsAsync(SignInRole.Admin);

        var answer = await admin.SetAsync($"/settings/{name}", new { value });

        (answer.Status, answer.Gate).ShouldBe((status, gate));
    }

    [Fact]
    public async Task Admins_who_change_settings_at_once_lose_nothing_of_one_another()
    {
        await using var served = await Served.ScannedAsync(60);
        await using var other = await served.ReplicaAsync();
        using var ada = await served.AsAsync(SignInRole.Admin);
        using var bob = await served.AsAsync(SignInRole.Admin, "bob", other);
        string[] names = ["cost.jira-software", "cost.confluence", "threshold.inactiveDays", "threshold.neverUsedDays", "threshold.externalDays", "limit.run", "limit.day", "limit.group"];

        var answers = await Task.WhenAll(names.Select((name, i) => (i % 2 == 0 ? ada : bob).SetAsync($"/settings/{name}", new { value = $"{50 + i}" })));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        var kept = (await ada.AskAsync("/settings")).Json.EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!, s => s.GetProperty("value").GetString());
        names.Select(n => kept[n]).ShouldBe(names.Select((_, i) => $"{50 + i}"));
    }

    [Fact]
    public async Task A_policy_is_shown_checked_tried_and_kept()
    {
        await using var served = await Served.ScannedAsync();
        using var admin = await served.AsAsync(SignInRole.Admin);
        const string policy = """{ "version": 1, "thresholds": { "inactiveDays": 60 } /* a comment */ }""";
        var file = served.Premises.Shell.Write("policy.json", policy);

        (await admin.AskAsync("/policy")).Text.ShouldBe((await served.Premises.JsonAsync("policy show")).GetRawText());
        (await admin.AskAsync(HttpMethod.Post, "/policy/check", Asking.File(policy))).Text.ShouldBe((await served.Premises.JsonAsync($"policy check {file}")).GetRawText());
        var diff = await admin.AskAsync(HttpMethod.Post, "/policy/diff", Asking.File(policy));
        diff.Text.ShouldBe((await served.Premises.JsonAsync($"policy diff {file}")).GetRawText());
        (await admin.AskAsync(HttpMethod.Put, "/policy", Asking.File(policy))).Text.ShouldBe(diff.Text);

        (await served.Premises.JsonAsync("policy show")).GetRawText().ShouldBe((await admin.AskAsync("/policy")).Text);
        (await served.LoggedAsync("policy.set")).Single().GetProperty("actor").GetString().ShouldBe("grace-admin");
        (await admin.AskAsync(HttpMethod.Put, "/policy", Asking.File(policy))).Json.GetProperty("policy").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/policy")]
    [InlineData("/price-book")]
    public async Task A_file_that_cannot_be_kept_is_refused_with_what_is_wrong(string path)
    {
        await using var served = await Served.ScannedAsync(60);
        using var admin = await served.AsAsync(SignInRole.Admin);

        var wrong = await admin.AskAsync(HttpMethod.Put, path, Asking.File("""{ "nonsense": 1 }"""));
        var large = await admin.AskAsync(HttpMethod.Put, path, Asking.File(new string(' ', 1_000_001)));
        var untold = await admin.AskAsync(HttpMethod.Put, path, new ByteArrayContent([0x7b, 0x7d]));
        var bytes = await admin.AskAsync(HttpMethod.Put, path, new ByteArrayContent([0x7b, 0xe4, 0x7d]) { Headers = { ContentType = new("application/json") } });

        (wrong.Status, wrong.Gate).ShouldBe((HttpStatusCode.BadRequest, "bad-file"));
        wrong.Json.GetProperty("detail").GetString()!.ShouldContain("line 1");
        untold.Gate.ShouldBe("media-type");
        (large.Status, bytes.Status).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await admin.AskAsync(HttpMethod.Post, $"{path}/check", Asking.File("nonsense"))).Json.GetProperty("valid").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_price_book_is_kept_with_its_warnings_shown_and_removed()
    {
        await using var served = await Served.ScannedAsync(60);
        using var admin = await served.AsAsync(SignInRole.Admin);
        const string book = """{ "version": 1, "asOf": "2026-10-01", "subscriptions": [ { "name": "Jira", "products": ["jira-software"], "sites": ["nowhere"], "billing": "monthly", "currency": "USD", "prices": [ { "by": "all-units", "bands": [{ "price": 8 }] } ] } ] }""";

        var check = await admin.AskAsync(HttpMethod.Post, "/price-book/check", Asking.File(book));

        check.Text.ShouldBe((await served.Premises.JsonAsync($"price-book check {served.Premises.Shell.Write("book.json", book)}")).GetRawText());
        check.Json.GetProperty("warnings").GetRawText().ShouldContain("nowhere");
        (await admin.AskAsync(HttpMethod.Put, "/price-book", Asking.File(book))).Text.ShouldBe(check.Text);
        (await admin.AskAsync("/price-book")).Text.ShouldBe((await served.Premises.JsonAsync("price-book show")).GetRawText());
        (await admin.EndAsync("/price-book")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await admin.EndAsync("/price-book")).Gate.ShouldBe("no-price-book");
        (await served.LoggedAsync("price-book.set")).Single().GetProperty("actor").GetString().ShouldBe("grace-admin");
    }
}
