using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Engine;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

public sealed class PageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_says_what_the_last_scan_saw()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        using var answer = await viewer.GetAsync("/", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Last scan complete");
    }

    [Theory]
    [InlineData("row")]
    [InlineData("wave")]
    public async Task A_row_or_wave_that_was_mistyped_does_not_stand_for_the_whole_run(string field)
    {
        await using var served = await Served.ScannedAsync();
        var plan = (await served.Premises.JsonAsync("plan create --max 2")).GetProperty("id").GetString();
        using var operators = await served.AsAsync(SignInRole.Operator);
        using var begun = await operators.PostAsJsonAsync("/api/v1/runs", new { plan, writeKey = served.Premises.Emulator.Key }, Cancel);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("runId").GetString();
        await served.UntilAsync(operators, $"/api/v1/runs/{id}", r => r.GetProperty("status").GetString() == "done");

        using var form = new FormUrlEncodedContent([new(field, "1st"), new("writeKey", served.Premises.Emulator.Key)]);
        using var answer = await operators.PostAsync($"/runs/{id}/undo", form, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("take whole numbers");
        (await operators.GetFromJsonAsync<JsonElement>("/api/v1/runs", Cancel)).GetArrayLength().ShouldBe(1);
    }
}
