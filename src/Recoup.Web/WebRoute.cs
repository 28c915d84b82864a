using Recoup.Engine;

namespace Recoup.Web;

/// <summary>One page, or one thing that a form does.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Pattern">A path whose parts in braces are values, such as <c>/users/{account}</c>.</param>
/// <param name="Role">The role that it needs; both hosts hold to it. <see cref="SignInRole.Viewer"/> is everybody who is signed in.</param>
/// <param name="Answer">What is done.</param>
public sealed record WebRoute(string Method, string Pattern, SignInRole Role, Func<Visit, CancellationToken, Task<WebResponse>> Answer)
{
    private readonly string[] _parts = Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values of a path's parts; null where it is another route's.</summary>
    public IReadOnlyDictionary<string, string>? TryMatch(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (method != Method || parts.Length != _parts.Length)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Length; i++)
        {
            if (_parts[i] is ['{', .. var name, '}'])
                values[name] = Uri.UnescapeDataString(parts[i]);
            else if (parts[i] != _parts[i])
                return null;
        }

        return values;
    }
}
