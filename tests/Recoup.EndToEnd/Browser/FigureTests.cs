using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>Figures that answer to whoever looks at them: the threshold of idle seats, the price book, what runs save, what fewer would save.</summary>
[Collection(Chromium.Shared)]
public sealed partial class FigureTests(Chromium chromium)
{
    /// <summary>Jira by the year in tiers, on a day that is far off; Confluence by the month, from the next month's first day on.</summary>
    private const string Book = """
        {
          "version": 1,
          "asOf": "2026-01-01", // invented prices
          "subscriptions": [
            { "name": "Jira Premium", "products": ["jira-software"], "plan": "premium", "billing": "annual", "currency": "USD", "renews": "2099-03-31", "purchased": 200,
              "prices": [{ "by": "tier", "bands": [{ "upTo": 50, "price": 5000 }, { "upTo": 75, "price": 7500 }, { "upTo": 100, "price": 9000 }, { "upTo": 200, "price": 16000 }] }] },
            { "name": "Confluence Standard", "products": ["confluence"], "plan": "standard", "billing": "monthly", "currency": "USD", "renews": "2026-01-01",
              "prices": [{ "by": "all-units", "bands": [{ "price": 6 }] }] }
          ]
        }
        """;

    private const string Picture = "document.querySelector('figure[data-chart=idle] canvas').toDataURL()";

    [Fact]
    public async Task The_days_from_which_a_seat_is_idle_are_set_by_mouse_and_keyboard_and_the_address_keeps_them()
    {
        await using var demo = await Demo.StartAsync(300);
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            var slider = screen.Page.GetByRole(AriaRole.Slider);
            await DrawnAsync(screen, "idle");
            var usual = await IdleAsync(screen, 90);
            var picture = await PictureAsync(screen);

            await DragAsync(screen, slider, to: 0.25f);
            var dragged = int.Parse(await slider.InputValueAsync(), CultureInfo.InvariantCulture);
            dragged.ShouldBeInRange(30, 70);
            var fewer = await IdleAsync(screen, dragged);
            fewer.Seats.ShouldBeGreaterThan(usual.Seats);
            fewer.Money.ShouldBeGreaterThan(usual.Money);
            (await PictureAsync(screen) == picture).ShouldBeFalse("the picture goes with it");

            await slider.FocusAsync();
            await screen.Page.Keyboard.PressAsync("ArrowRight");
            (await IdleAsync(screen, dragged + 5)).Seats.ShouldBeLessThanOrEqualTo(fewer.Seats);
            await screen.Page.Keyboard.PressAsync("Home");
            (await IdleAsync(screen, 5)).Seats.ShouldBeGreaterThan(fewer.Seats);
            await screen.Page.Keyboard.PressAsync("End");
            (await IdleAsync(screen, 180)).Seats.ShouldBeLessThan(usual.Seats);
            await screen.Page.GetByRole(AriaRole.Spinbutton).FillAsync("45");
            var typed = await IdleAsync(screen, 45);
            (await slider.InputValueAsync()).ShouldBe("45");
            picture = await PictureAsync(screen);
            await screen.SeeAsync("dashboard-threshold");
            // What was chosen is drawn again when the colours change.
            await ComesToBeAsync(screen, picture);

            await screen.Page.ReloadAsync();
            await DrawnAsync(screen, "idle");
            (await IdleAsync(screen, 45)).ShouldBe(typed, "what the script reckoned is what the server says");
            await ComesToBeAsync(screen, picture);

            // What is not one of its steps changes nothing, and the button asks the server.
            await screen.Page.GetByRole(AriaRole.Spinbutton).FillAsync("");
            (await IdleAsync(screen, 45)).ShouldBe(typed);
            await screen.Page.GetByRole(AriaRole.Spinbutton).FillAsync("30");
            await screen.Button("Show").ClickAsync();
            await screen.AtAsync(@"/\?threshold=30");
            await IdleAsync(screen, 30);
        });
    }

    [Fact]
    public async Task A_price_book_is_read_in_from_a_file_looked_through_kept_and_asks_for_a_scan_before_a_plan()
    {
        await using var demo = await Demo.StartAsync();
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            await screen.GoAsync("/money");
            await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Price book", Exact = true }).ClickAsync();
            await screen.Heading("Price book").WaitForAsync();

            await ReadInAsync(screen, Book.Replace("\"annual\"", "\"yearly\"", StringComparison.Ordinal).Replace("\"price\": 6", "\"price\": -6", StringComparison.Ordinal));
            await screen.Button("Keep it").ClickAsync();
            await screen.Page.GetByText("It cannot be kept as it is.").WaitForAsync();
            var errors = await screen.Page.Locator("p.error").AllInnerTextsAsync();
            errors.ShouldContain(e => e.StartsWith("Line 5, ", StringComparison.Ordinal) && e.Contains("billing", StringComparison.Ordinal));
            errors.ShouldContain(e => e.StartsWith("Line 8, ", StringComparison.Ordinal) && e.Contains("price", StringComparison.Ordinal));
            (await screen.Field("The file").InputValueAsync()).ShouldContain("\"yearly\"", customMessage: "what was sent is still there to be put right");
            await screen.SeeAsync("price-book-wrong");

            await ReadInAsync(screen, Book);
            await screen.Button("Look it through").ClickAsync();
            await screen.Page.GetByText("Nothing is wrong with it. It is not kept yet.").WaitForAsync();
            await screen.SeeAsync("price-book-good");
            await screen.Button("Keep it").ClickAsync();
            await screen.Page.GetByText("from the price book").WaitForAsync();
            new Uri(screen.Page.Url).AbsolutePath.ShouldBe("/money");

            await Errand.AskForPlanAsync(screen);
            await screen.Heading("Not done").WaitForAsync();
            (await screen.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("scan again, then plan");
            await screen.SeeAsync("plan-needs-scan");
            await screen.Button("Scan again").ClickAsync();
            await screen.Heading("Scan ").WaitForAsync();
            await screen.UntilAsync(screen.Page.GetByText(", complete"));
            await Errand.PlanAsync(screen);
        });
    }

    [Fact]
    public async Task What_a_run_saves_is_drawn_with_its_days_and_fewer_users_are_tried_out()
    {
        await using var demo = await Demo.StartAsync();
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            await screen.GoAsync("/money/price-book");
            await ReadInAsync(screen, Book);
            await screen.Button("Keep it").ClickAsync();
            await screen.Page.GetByText("from the price book").WaitForAsync();
            await Errand.ScanWholeAsync(screen);
            await Errand.ApplyAsync(screen, 4);

            await screen.GoAsync("/money");
            foreach (var chart in new[] { "savings", "tiers" })
                await DrawnAsync(screen, chart);
            await screen.SeeAsync("money-saved");
            await screen.Page.Locator("figure[data-chart=savings]").GetByText("As a table").ClickAsync();
            var rows = await screen.Page.Locator("figure[data-chart=savings] tbody tr").AllInnerTextsAsync();
            rows[0].ShouldContain("USD 0.00");
            rows[^1].ShouldContain("to come");
            rows[^1].ShouldNotContain("USD 0.00");

            await screen.Field("Subscription").SelectOptionAsync("Jira Premium");
            await screen.Field("So many fewer").FillAsync("100000");
            await screen.Button("Compute").ClickAsync();
            var status = screen.Page.GetByRole(AriaRole.Status);
            await status.WaitForAsync();
            (await status.InnerTextAsync()).ShouldMatch("^[0-9]+ fewer on Jira Premium save USD [0-9,.]+ a month from 31 Mar 2099, if done before 30 Mar 2099 00:00 UTC$");
            screen.Page.Url.ShouldContain("fewer=100000");
            await screen.Field("Subscription").SelectOptionAsync("Confluence Standard");
            await screen.Field("So many fewer").FillAsync("0");
            await screen.Button("Compute").ClickAsync();
            await screen.Page.GetByText("0 fewer on Confluence Standard save nothing").WaitForAsync();
            await screen.SeeAsync("money-what-if");

            await screen.GoAsync("/");
            foreach (var chart in new[] { "savings", "tiers", "flow", "idle" })
                await DrawnAsync(screen, chart);
            await screen.SeeAsync("dashboard-saved");
        });
    }

    /// <summary>Puts a file's text into the field, as choosing it does.</summary>
    private static async Task ReadInAsync(Screen screen, string book)
    {
        await screen.Field("Read a file into the field").SetInputFilesAsync(new FilePayload { Name = "price-book.jsonc", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(book) });
        await Assertions.Expect(screen.Field("The file")).ToHaveValueAsync(book);
    }

    /// <summary>What is said of the seats that are idle for so many days.</summary>
    private static async Task<(int Seats, decimal Money)> IdleAsync(Screen screen, int days)
    {
        var said = screen.Page.Locator("[data-said]");
        await Assertions.Expect(said).ToContainTextAsync($" for {days} days and longer");
        if (days != 90)
            screen.Page.Url.ShouldEndWith($"/?threshold={days}");
        var numbers = Idle().Match(await said.InnerTextAsync()).Groups;
        return (int.Parse(numbers["seats"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), decimal.Parse(numbers["money"].Value, CultureInfo.InvariantCulture));
    }

    private static Task DrawnAsync(Screen screen, string chart) => screen.Page.Locator($"figure[data-chart={chart}] canvas").First.WaitForAsync();

    /// <summary>Every point of the picture of idle seats, once it is drawn.</summary>
    private static Task<string> PictureAsync(Screen screen) =>
        screen.Page.EvaluateAsync<string>($"new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done({Picture}))))");

    private static async Task ComesToBeAsync(Screen screen, string picture) => await screen.Page.WaitForFunctionAsync($"picture => {Picture} === picture", picture);

    private static async Task DragAsync(Screen screen, ILocator slider, float to)
    {
        await slider.ScrollIntoViewIfNeededAsync();
        var box = (await slider.BoundingBoxAsync())!;
        var middle = box.Y + (box.Height / 2);
        await screen.Page.Mouse.MoveAsync(box.X + (box.Width / 2), middle);
        await screen.Page.Mouse.DownAsync();
        await screen.Page.Mouse.MoveAsync(box.X + (box.Width * to), middle, new() { Steps = 5 });
        await screen.Page.Mouse.UpAsync();
    }

    [GeneratedRegex("^(?<seats>[0-9,]+) seats? for .*: about USD (?<money>[0-9,.]+) a month")]
    private static partial Regex Idle();
}
