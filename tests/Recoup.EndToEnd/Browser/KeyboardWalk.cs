using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>A walk through a page with the tab key, from its beginning to its end.</summary>
/// <param name="page">What has the keyboard.</param>
/// <param name="frame">The frame that is walked through; null for the page itself.</param>
internal sealed class KeyboardWalk(IPage page, IFrame? frame = null)
{
    private readonly IFrame _frame = frame ?? page.MainFrame;

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
        var all = await _frame.EvaluateAsync<int>($"{Usable}.length");
        all.ShouldBeGreaterThan(5, where);
        await _frame.EvaluateAsync("(document.activeElement ?? document.body).blur()");
        if (frame is not null)
            await (await frame.FrameElementAsync()).FocusAsync();
        for (var i = 0; i < all; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            (await _frame.EvaluateAsync<int>(Place)).ShouldBe(i, $"{where}: {await _frame.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}");
            var hidden = await _frame.EvaluateAsync<string>(IsSeen);
            hidden.Length.ShouldBe(0, $"{where}: {hidden}");
        }
    }
}
