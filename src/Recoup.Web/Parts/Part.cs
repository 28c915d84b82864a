namespace Recoup.Web.Parts;

/// <summary>The part of a list that a page shows.</summary>
/// <param name="Rows">The rows of this page.</param>
/// <param name="Page">From 1.</param>
/// <param name="HasMore">Whether rows follow.</param>
public sealed record Part<T>(IReadOnlyList<T> Rows, int Page, bool HasMore)
{
    public int First => ((Page - 1) * Part.Size) + 1;

    public int Last => First + Rows.Count - 1;
}

/// <summary>How a list is cut into pages. No list is counted for it: stores that cannot count show the same pages.</summary>
public static class Part
{
    /// <summary>Rows of a page.</summary>
    public const int Size = 50;

    /// <summary>How many rows a page reads: one more tells whether another page follows.</summary>
    public const int Take = Size + 1;

    private const int LastPage = 1_000_000;

    /// <summary>The page that the query names, from 1; the first for anything else.</summary>
    public static int PageOf(WebRequest request) => int.TryParse(request.Query["page"], out var page) && page is > 0 and < LastPage ? page : 1;

    /// <summary>How many rows stand on the pages before.</summary>
    public static int SkipOf(WebRequest request) => (PageOf(request) - 1) * Size;

    /// <summary>The page of a list that is at hand as a whole.</summary>
    public static Part<T> Cut<T>(WebRequest request, IReadOnlyList<T> all) => Of(request, [.. all.Skip(SkipOf(request)).Take(Take)]);

    public static Part<T> Of<T>(WebRequest request, IReadOnlyList<T> read) => new([.. read.Take(Size)], PageOf(request), read.Count > Size);
}
