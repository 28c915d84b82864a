using System.Diagnostics.CodeAnalysis;

namespace Recoup.Engine.Atlassian;

/// <summary>Follows the cursors of one listing and notices when they run in a circle.</summary>
internal sealed class CursorTrail(string operation, int mostPages)
{
    private readonly HashSet<string> _seen = [];

    /// <summary>The next cursor of a listing that is followed over several runs, unless it is the one just used.</summary>
    /// <exception cref="AtlassianException">The page names itself as the next one.</exception>
    public static string MovedOn(string? before, string next, string operation) =>
        next != before ? next : throw new AtlassianException(operation, AtlassianFailure.Transient, "a page names itself as the next one");

    /// <summary>Whether there is a next page.</summary>
    /// <exception cref="AtlassianException">The cursor came before, or the pages do not end.</exception>
    public bool Goes(string? next, [NotNullWhen(true)] out string? cursor)
    {
        cursor = string.IsNullOrEmpty(next) ? null : next;
        if (cursor is null)
            return false;
        return _seen.Add(cursor) && _seen.Count < mostPages
            ? true
            : throw new AtlassianException(operation, AtlassianFailure.Transient, "the pages run in a circle: a cursor came a second time");
    }
}
