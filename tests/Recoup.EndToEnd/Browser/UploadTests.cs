using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>Files that are sent with a form and are larger than its page takes.</summary>
[Collection(Chromium.Shared)]
public sealed class UploadTests(Chromium chromium) : IDisposable
{
    private const int MostBytes = 50 << 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recoup-e2e-");

    [Theory]
    [InlineData(MostBytes + 1, true)]
    [InlineData(MostBytes + 1, false)]
    [InlineData(4 * MostBytes, true)]
    public async Task An_export_that_is_too_large_gets_a_page_that_says_so(int bytes, bool scripts)
    {
        var file = Path.Combine(_folder.FullName, "users.csv");
        await using (var large = File.Create(file))
            large.SetLength(bytes);
        await using var server = await RecoupServer.StartAsync(new Dictionary<string, string>(), Path.Combine(_folder.FullName, "data"));
        var link = await server.LinkAsync();
        await chromium.InAsync(
            server.Url,
            async screen =>
            {
                await FirstAdmin.SetUpAsync(screen, link);
                await FirstAdmin.TakeRolesAsync(screen);
                await screen.GoAsync("/");
                await screen.Field("The CSV file").SetInputFilesAsync(file);
                await screen.Button("Read it").ClickAsync();
                (await screen.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("larger than the 50 MB that are taken here");
                await screen.SeeAsync("import-too-large");
                await screen.Link("Back").ClickAsync();
                await screen.Heading("Welcome").WaitForAsync();
            },
            scripts);
    }

    [Fact]
    public async Task A_price_book_that_is_too_large_gets_a_page_that_says_so()
    {
        await using var demo = await Demo.StartAsync(60);
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            await screen.GoAsync("/money/price-book");
            await screen.Field("The file").EvaluateAsync($"field => field.value = ' '.repeat({5 << 20})");
            await screen.Button("Look it through").ClickAsync();
            (await screen.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("larger than the 4 MB that are taken here");
            await screen.Link("Back").ClickAsync();
            await screen.Heading("Price book").WaitForAsync();
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
