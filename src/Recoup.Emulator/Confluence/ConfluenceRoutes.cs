namespace Recoup.Emulator;

/// <summary>Confluence's version 1 API, once per site.</summary>
internal static class ConfluenceRoutes
{
    public static readonly Route[] All = [];
}
