using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Engine;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

public sealed class AuditPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/audit?verify=yes", "Every entry is as it was written")]
    [InlineData("/audit?verify=yes&head=1:0000000000000000000000000000000000000000000000000000000000000000", "broken")]
    [InlineData("/audit?action=settings.", "settings.set")]
    [InlineData("/audit?action=nothing.like", "No entry is like that.")]
    [InlineData("/audit?outcome=done", "<td>done</td>")]
    public async Task The_log_is_checked_and_filtered(string path, string says)
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        using var answer = await viewer.GetAsync(path, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(says);
    }

    [Fact]
    public async Task A_head_that_is_none_is_refused_and_not_left_out()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        using var answer = await viewer.GetAsync("/audit?verify=yes&head=12", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("bad-head");
    }

    [Theory]
    [InlineData("csv", "text/csv", "seq,")]
    [InlineData("jsonl", "application/jsonl", "{")]
    public async Task P15_The_log_is_saved_as_a_file_with_that_as_its_last_entry(string format, string type, string begins)
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        using var answer = await viewer.GetAsync($"/audit/export?format={format}", Cancel);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"audit.{format}");
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        text.ShouldStartWith(begins);
        text.TrimEnd().Split('\n')[^1].ShouldContain("audit.export");
    }

    [Fact]
    public async Task P27_A_person_is_forgotten_from_their_page_once_the_id_was_typed()
    {
        await using var served = await Served.ScannedAsync();
        using var admin = await served.AsAsync(SignInRole.Admin);
        var account = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/users?take=1", Cancel))[0].GetProperty("accountId").GetString();

        using var mistyped = await admin.PostAsync($"/users/{account}/forget", new FormUrlEncodedContent([new("confirm", "somebody")]), Cancel);
        using var typed = await admin.PostAsync($"/users/{account}/forget", new FormUrlEncodedContent([new("confirm", account!)]), Cancel);

        mistyped.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        typed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await admin.GetAsync($"/api/v1/users/{account}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
