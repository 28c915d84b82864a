using Recoup.Engine;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

public sealed class ListFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("users", "")]
    [InlineData("users", "?search=a&sort=-lastUse&page=2")]
    [InlineData("recommendations", "?lane=protected")]
    public async Task A_list_is_saved_whole_whatever_page_of_it_is_shown(string list, string query)
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        using var answer = await viewer.GetAsync($"/{list}/export{query}", Cancel);

        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"{list}.csv");
        var rows = (await answer.Content.ReadAsStringAsync(Cancel)).TrimEnd('\n').Split('\n').Length - 1;
        using var all = await viewer.GetAsync($"/api/v1/{list}{query.Replace("&page=2", "").Replace("lane=protected", "tier=excluded")}", Cancel);
        rows.ShouldBe(int.Parse(all.Headers.GetValues("X-Total-Count").Single()));
        rows.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Names_that_a_spreadsheet_would_run_are_shielded()
    {
        await using var served = await Served.ScannedAsync(500);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        foreach (var list in new[] { "users", "recommendations?lane=review" })
        {
            var file = await viewer.GetStringAsync($"/{list.Replace("?", "/export?").Replace("users", "users/export")}", Cancel);

            file.ShouldContain("'=HYPERLINK");
            file.ShouldNotContain(",=HYPERLINK");
            file.ShouldNotContain("\"=HYPERLINK");
        }
    }
}
