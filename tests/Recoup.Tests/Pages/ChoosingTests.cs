using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Engine;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

public sealed class ChoosingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_made_of_the_ticked_rows_alone()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        var ready = await ReadyAsync(operators);

        var plan = await PlanAsync(operators, [("scan", await ScanAsync(operators)), ("row", ready[0]), ("row", ready[1])]);

        Findings(plan).Concat(Skipped(plan)).ShouldBe([ready[0], ready[1]], ignoreOrder: true);
    }

    [Fact]
    public async Task A_plan_is_made_of_everything_in_the_list_but_the_ticked_rows()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        var ready = await ReadyAsync(operators);

        var plan = await PlanAsync(operators, [("scan", await ScanAsync(operators)), ("others", "yes"), ("row", ready[0])]);

        Findings(plan).ShouldBe(ready.Skip(1).Except(Skipped(plan)), ignoreOrder: true);
        Findings(plan).ShouldNotBeEmpty();
        Skipped(plan).ShouldNotContain(ready[0]);
    }

    [Fact]
    public async Task What_a_plan_would_be_is_told_and_none_is_kept()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        var ready = await ReadyAsync(operators);

        using var answer = await PostAsync(operators, "count", [("scan", await ScanAsync(operators)), ("row", ready[0])]);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("<strong>1 account, ");
        (await operators.GetFromJsonAsync<JsonElement>("/api/v1/plans", Cancel)).GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("nothing-chosen", false)]
    [InlineData("scan-differs", true)]
    public async Task Nothing_chosen_or_a_list_of_another_scan_makes_no_plan(string gate, bool ticked)
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        (string, string)[] form = ticked ? [("scan", "another"), ("row", (await ReadyAsync(operators))[0])] : [("scan", await ScanAsync(operators))];

        using var answer = await PostAsync(operators, "plan", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(gate);
    }

    private static async Task<IReadOnlyList<string>> ReadyAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/recommendations?take=500&tier=certain,probable&leading=true&state=open&action=suspend,remove-access,change-role,deactivate", Cancel)).EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];

    private static async Task<string> ScanAsync(HttpClient client) => (await client.GetFromJsonAsync<JsonElement>("/api/v1/scans", Cancel))[0].GetProperty("scanId").GetString()!;

    private static async Task<JsonElement> PlanAsync(HttpClient client, IReadOnlyList<(string Name, string Value)> form)
    {
        using var answer = await PostAsync(client, "plan", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return await client.GetFromJsonAsync<JsonElement>($"/api/v1{answer.Headers.Location}", Cancel);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string what, IReadOnlyList<(string Name, string Value)> form)
    {
        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync($"/recommendations/{what}", content, Cancel);
    }

    private static IEnumerable<string> Findings(JsonElement plan) => plan.GetProperty("rows").EnumerateArray().SelectMany(r => r.GetProperty("findings").EnumerateArray()).Select(f => f.GetString()!);

    private static IEnumerable<string> Skipped(JsonElement plan) => plan.GetProperty("skipped").EnumerateArray().Select(r => r.GetProperty("id").GetString()!);
}
