using System.Globalization;
using Recoup.Engine;

namespace Recoup.Web;

/// <summary>A request for a page or for what a form of it does, as either host hands it over.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Path">From <c>/</c> on, without the query.</param>
/// <param name="Query">The part after <c>?</c>.</param>
/// <param name="Form">What a form sent; empty otherwise.</param>
/// <param name="Visitor">Who asks. The host has signed them in.</param>
/// <param name="FormToken">What every form sends back, so that no foreign page can post one; the host checks it.</param>
public sealed record WebRequest(string Method, string Path, Fields Query, Fields Form, Visitor Visitor, string FormToken)
{
    /// <summary>Where the pages run.</summary>
    public Edition Edition { get; init; }

    /// <summary>Whether whoever asks is let in only by what is asked: they see nothing of what is inside.</summary>
    public bool IsAtTheDoor { get; init; }

    /// <summary>The file that the form sent; null for none.</summary>
    public WebUpload? Upload { get; init; }

    /// <summary>The day of a privacy page that the visitor has not been told of yet; null where there is nothing to tell.</summary>
    public DateOnly? NewPrivacy { get; init; }

    /// <summary>Pages that the host has beside ours, such as the visitor's own account.</summary>
    public IReadOnlyList<(string Path, string Name)> Beside { get; init; } = [];

    /// <summary>Where the host answers scripts, such as <c>/api/v1</c>; null where it does not.</summary>
    public string? Api { get; init; }

    /// <summary>Where a form signs the visitor out; null where the host does not sign anybody in itself.</summary>
    public string? SignOut { get; init; }
}

/// <summary>A file that a form sent.</summary>
/// <param name="Name">What the visitor calls it.</param>
/// <param name="Open">What is in it, from its beginning.</param>
public sealed record WebUpload(string Name, Func<Stream> Open);

/// <summary>Who looks at the pages.</summary>
/// <param name="Name">As the audit log knows them.</param>
/// <param name="Roles">What they may do. Everybody may read.</param>
public sealed record Visitor(string Name, IReadOnlySet<SignInRole> Roles)
{
    public bool May(SignInRole role) => role == SignInRole.Viewer || Roles.Contains(role);
}

/// <summary>Names with values, as a query or a form has them.</summary>
public sealed class Fields(IEnumerable<KeyValuePair<string, string>> all)
{
    private readonly ILookup<string, string> _all = all.ToLookup(f => f.Key, f => f.Value, StringComparer.Ordinal);

    public static Fields None { get; } = new([]);

    /// <summary>The first value of a name, without spaces around it; null when there is none, or an empty one.</summary>
    public string? this[string name] => _all[name].FirstOrDefault()?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>Every value of a name, without empty ones.</summary>
    public IReadOnlyList<string> All(string name) => [.. _all[name].Where(v => v.Length > 0)];

    /// <summary>A whole number, 0 or more; null when there is none.</summary>
    /// <returns>False when there is something else.</returns>
    public bool TryGetNumber(string name, out int? number)
    {
        number = int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return number is not null || this[name] is null;
    }

    public IEnumerable<KeyValuePair<string, string>> Pairs => _all.SelectMany(f => f.Select(value => KeyValuePair.Create(f.Key, value)));
}
