using System.Net;
using System.Text.Json;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

public sealed class FindingsApiTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("rule=R01", "--rule R01")]
    [InlineData("product=confluence&tier=certain,probable", "--product confluence --tier certain,probable")]
    [InlineData("tier=review", "--tier review")]
    public async Task Findings_are_those_of_the_verb_in_its_shape(string query, string options)
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var found = await viewer.AskAsync($"/recommendations?take=1000&{query}");

        var printed = await served.Premises.JsonAsync($"recommendations list {options}");
        printed.GetArrayLength().ShouldBeGreaterThan(0);
        found.Text.ShouldBe(printed.GetRawText());
        found.Total.ShouldBe(printed.GetArrayLength());
    }

    [Fact]
    public async Task A_page_is_a_part_and_says_how_many_there_are()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var all = await viewer.AskAsync("/recommendations?take=1000");

        var part = await viewer.AskAsync("/recommendations?skip=3&take=2");

        part.Of("id").ShouldBe(all.Of("id").Skip(3).Take(2));
        part.Total.ShouldBe(all.Json.GetArrayLength());
    }

    [Fact]
    public async Task Findings_are_found_by_name_site_and_state_and_sorted_as_asked()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var all = (await viewer.AskAsync("/recommendations?take=1000")).Json.EnumerateArray().ToList();
        var name = all.First(f => f.GetProperty("accountId").ValueKind == JsonValueKind.String).GetProperty("displayName").GetString()!;

        (await viewer.AskAsync($"/recommendations?search={Uri.EscapeDataString(name.ToUpperInvariant())}")).Of("displayName").ShouldContain(name);
        (await viewer.AskAsync("/recommendations?site=nowhere")).Total.ShouldBe(0);
        (await viewer.AskAsync("/recommendations?state=closed")).Of("state").ShouldAllBe(s => s == "closed");
        (await viewer.AskAsync("/recommendations?state=open&take=1000")).Total.ShouldBe(all.Count(f => f.GetProperty("state").GetString() == "open"));
        (await viewer.AskAsync("/recommendations?leading=true")).Json.EnumerateArray().ShouldAllBe(f => f.GetProperty("supersededBy").ValueKind == JsonValueKind.Null);
        var saving = (await viewer.AskAsync("/recommendations?sort=-saving&take=1000")).Json.EnumerateArray()
            .Select(f => f.GetProperty("saving")).Select(s => s.ValueKind == JsonValueKind.Null ? -1m : s.GetProperty("perMonth").GetDecimal()).ToList();
        saving.ShouldBe(saving.OrderDescending());
        saving[0].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task One_finding_is_shown_set_aside_and_taken_back_in_the_name_of_whoever_asks()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        var (id, _) = await served.Premises.AFindingAsync();
        (await operators.AskAsync($"/recommendations/{id}")).Text.ShouldBe((await served.Premises.FindingAsync(id)).GetRawText());

        var aside = await operators.TellAsync($"/recommendations/{id}/dismiss", new { reason = "=cmd|' /C calc'!A0" });
        var twice = await operators.TellAsync($"/recommendations/{id}/dismiss", new { reason = "again" });

        (aside.Json.GetProperty("state").GetString(), aside.Json.GetProperty("dismissedBecause").GetString()).ShouldBe(("dismissed", "=cmd|' /C calc'!A0"));
        (twice.Status, twice.Gate).ShouldBe((HttpStatusCode.Conflict, "dismissed"));
        (await operators.AskAsync(HttpMethod.Post, $"/recommendations/{id}/reopen", null)).Json.GetProperty("state").GetString().ShouldBe("open");
        (await served.LoggedAsync("finding.dismiss")).Single().GetProperty("actor").GetString().ShouldBe("grace-operator");
        (await served.LoggedAsync("finding.reopen")).Single().GetProperty("actor").GetString().ShouldBe("grace-operator");
    }

    [Theory]
    [InlineData("rule=R99")]
    [InlineData("tier=sure")]
    [InlineData("tier=1")]
    [InlineData("product=mail")]
    [InlineData("state=open,shut")]
    [InlineData("sort=colour")]
    [InlineData("leading=1")]
    [InlineData("skip=-1")]
    [InlineData("take=1001")]
    [InlineData("take=0")]
    public async Task A_filter_without_such_a_value_is_refused(string query)
    {
        await using var served = await Served.ScannedAsync(60);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var answer = await viewer.AskAsync($"/recommendations?{query}");

        (answer.Status, answer.Gate).ShouldBe((HttpStatusCode.BadRequest, "bad-request"));
    }

    [Fact]
    public async Task A_finding_that_is_none_and_an_organisation_without_a_scan_are_told()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var operators = await served.AsAsync(SignInRole.Operator);
        (await operators.AskAsync("/recommendations")).Status.ShouldBe(HttpStatusCode.Conflict);
        await served.Premises.ConnectAsync();

        (await operators.AskAsync("/recommendations")).Gate.ShouldBe("not-scanned");
        var none = await operators.TellAsync("/recommendations/abc/dismiss", new { reason = "x" });

        (none.Status, none.Gate).ShouldBe((HttpStatusCode.NotFound, "no-finding"));
        (await operators.AskAsync("/recommendations/abc")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
