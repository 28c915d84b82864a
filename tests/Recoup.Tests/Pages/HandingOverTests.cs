using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Engine;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

public sealed class HandingOverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_only_an_identity_provider_can_do_stands_in_a_lane_of_its_own()
    {
        await using var served = await Served.ScannedAsync(300);
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var routed = await RoutedAsync(viewer);

        var elsewhere = await viewer.GetStringAsync("/recommendations/export?lane=elsewhere", Cancel);
        var ready = await viewer.GetStringAsync("/recommendations/export?lane=ready", Cancel);

        routed.Count.ShouldBeGreaterThan(5);
        routed.ShouldAllBe(id => elsewhere.Contains(id));
        routed.ShouldAllBe(id => !ready.Contains(id));
        (await viewer.GetStringAsync("/recommendations?lane=elsewhere", Cancel)).ShouldContain($"Done elsewhere <span class=\"tag\">{elsewhere.TrimEnd('\n').Split('\n').Length - 1}</span>");
    }

    [Fact]
    public async Task It_is_handed_over_once_as_files_in_an_archive_and_again_when_asked()
    {
        await using var served = await Served.ScannedAsync(300);
        using var operators = await served.AsAsync(SignInRole.Operator);
        var routed = await RoutedAsync(operators);

        using var first = await HandOverAsync(operators);
        using var second = await HandOverAsync(operators);
        using var again = await HandOverAsync(operators, ("again", "yes"));

        first.Content.Headers.ContentDisposition!.FileName.ShouldBe("route-out.zip");
        using var archive = new ZipArchive(await first.Content.ReadAsStreamAsync(Cancel));
        using var okta = new StreamReader(archive.GetEntry("okta.csv")!.Open());
        var lines = await okta.ReadToEndAsync(Cancel);
        routed.ShouldAllBe(id => lines.Contains(id));
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await second.Content.ReadAsStringAsync(Cancel)).ShouldContain("nothing-to-hand-over");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await operators.GetStringAsync("/recommendations?lane=elsewhere", Cancel)).ShouldContain("handed over");
        (await operators.GetFromJsonAsync<JsonElement>("/api/v1/route-out", Cancel)).GetArrayLength().ShouldBeGreaterThanOrEqualTo(routed.Count);
    }

    private static async Task<IReadOnlyList<string>> RoutedAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/recommendations?take=500&tier=certain,probable&leading=true&state=open&action=route-out", Cancel)).EnumerateArray()
            .Where(f => f.GetProperty("accountId").ValueKind == JsonValueKind.String).Select(f => f.GetProperty("id").GetString()!)];

    private static async Task<HttpResponseMessage> HandOverAsync(HttpClient client, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync("/recommendations/hand-over", content, Cancel);
    }
}
