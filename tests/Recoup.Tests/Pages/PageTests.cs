using System.Net;
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
}
