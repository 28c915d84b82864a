using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>What somebody with every role does on the pages, each up to the page that it leads to.</summary>
internal static partial class Errand
{
    /// <summary>Begins a scan.</summary>
    public static async Task ScanAsync(Screen screen)
    {
        await screen.GoAsync("/scans");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Scan", Exact = true }).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Heading, new() { NameRegex = ScanHeading() }).WaitForAsync();
    }

    /// <summary>Scans to the end.</summary>
    public static async Task ScanWholeAsync(Screen screen)
    {
        await ScanAsync(screen);
        await screen.UntilAsync(screen.Page.GetByText(", complete"));
    }

    /// <summary>Asks for a plan; what comes is a plan or a refusal.</summary>
    public static async Task AskForPlanAsync(Screen screen, int? most = null)
    {
        await screen.GoAsync("/plans");
        await screen.Field("At most so many accounts").FillAsync($"{most}");
        await screen.Button("Make the plan").ClickAsync();
    }

    public static async Task PlanAsync(Screen screen, int? most = null)
    {
        await AskForPlanAsync(screen, most);
        await screen.Page.GetByRole(AriaRole.Heading, new() { NameRegex = PlanHeading() }).WaitForAsync();
    }

    /// <summary>Applies a plan of so many accounts, and waits until their seats are seen to be free.</summary>
    public static async Task ApplyAsync(Screen screen, int accounts)
    {
        await PlanAsync(screen, accounts);
        await screen.Button($"Change {accounts} accounts").ClickAsync();
        await screen.Page.GetByText("applies plan").WaitForAsync();
        await screen.UntilAsync(screen.Page.GetByText($"{accounts} seen to be free"));
    }

    [GeneratedRegex("^Scan ")]
    private static partial Regex ScanHeading();

    [GeneratedRegex("^Plan ")]
    private static partial Regex PlanHeading();
}
