namespace Recoup.Emulator;

/// <summary>Every endpoint there is. The first that matches a path answers it.</summary>
internal static class Routes
{
    public static readonly Route[] All = [.. AdminRoutes.All, .. AccountRoutes.All, .. JiraRoutes.All, .. ConfluenceRoutes.All, .. ClaudeRoutes.All];
}
