using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

public sealed class ScansApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_of_scans_has_the_shape_of_the_verb()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var scans = await viewer.GetFromJsonAsync<JsonElement>("/api/v1/scans", Cancel);

        scans.GetRawText().ShouldBe((await served.Premises.JsonAsync("scans list")).GetRawText());
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_reads_anything()
    {
        await using var served = await Served.ScannedAsync();
        using var nobody = served.Anybody();

        using var answer = await nobody.GetAsync("/api/v1/scans", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
