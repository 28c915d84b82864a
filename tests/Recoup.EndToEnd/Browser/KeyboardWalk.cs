using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>A walk through a page with the tab key, from its beginning to its end.</summary>
internal sealed class KeyboardWalk(IPage page)
{
    /// <summary>What can be used and is on the page: a link, a field, a button. One radio button stands for its group.</summary>
    private const string Usable = """
        [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
            .filter(e => !e.disabled && e.checkVisibility())
        """;

    private const string Place = $"{Usable}.indexOf(document.activeElement)";

    /// <summary>A frame around it, or another look than without the focus.</summary>
    private const string IsSeen = """
        (() => {
            const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
            const on = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.right > 0 && (e.contains(on) || on?.contains(e) || on?.labels?.length > 0)
                ? '' : `${e.outerHTML.slice(0, 200)} behind ${on?.outerHTML.slice(0, 80)}`;
        })()
        """;

    /// <summary>Reaches everything in the order in which it stands, each with a visible focus.</summary>
    public async Task GoAsync(string where)
    {
        var all = await page.EvaluateAsync<int>($"{Usable}.length");
        all.ShouldBeGreaterThan(5, where);
        await page.EvaluateAsync("(document.activeElement ?? document.body).blur()");
        for (var i = 0; i < all; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            (await page.EvaluateAsync<int>(Place)).ShouldBe(i, $"{where}: {await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}");
            var hidden = await page.EvaluateAsync<string>(IsSeen);
            hidden.Length.ShouldBe(0, $"{where}: {hidden}");
        }
    }
}
