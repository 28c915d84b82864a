using System.Diagnostics.CodeAnalysis;

namespace Recoup.Engine.Atlassian;

/// <summary>Follows the cursors of one listing and notices when they run in a circle.</summary>
internal sealed class CursorTrail(string operation, int mostPages)
{
    private readonly HashSet<string> _seen = [];

    /// <summary>Whether there is a next page.</summary>
    /// <exception cref="AtlassianException">The cursor came before, or the pages do not end.</exception>
    public bool Goes(string? next, [NotNullWhen(true)] out string? cursor)
    {
        cursor = string.IsNullOrEmpty(next) ? null : next;
        if (cursor is null)
            return false;
        return _seen.Add(cursor) && _seen.Count < mostPages
            ? true
            : throw Circle(operation);
    }

    /// <summary>Pages that lead back to one that was there before.</summary>
    public static AtlassianException Circle(string operation) =>
        new(operation, AtlassianFailure.Transient, "the pages run in a circle: one leads back to an earlier one");
}
