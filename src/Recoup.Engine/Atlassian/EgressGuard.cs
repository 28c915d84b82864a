using System.Text.RegularExpressions;

namespace Recoup.Engine.Atlassian;

/// <summary>
/// The last handler before the network: a request that is not on the list is refused before a socket opens (P03, RULES 8).
/// While no write key is given, only reads pass, by method and path.
/// </summary>
/// <param name="allowed">The addresses below which requests may go.</param>
/// <param name="inner">The way out.</param>
/// <param name="writes">Whether the changes of <see cref="AccessApi"/> may pass too; nothing else that writes ever does.</param>
public sealed partial class EgressGuard(IReadOnlyList<Uri> allowed, HttpMessageHandler inner, bool writes = false) : DelegatingHandler(inner)
{
    /// <summary>POSTs that only read, or ask Claude; a trailing part of the path.</summary>
    private static readonly string[] ReadingPosts = ["/users/search", "/groups/search", "/workspaces", "/search/jql", "/search/approximate-count", "/v1/messages"];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = request.RequestUri ?? throw new EgressRefusedException("no address", "(none)");
        if (!allowed.Any(place => IsBelow(place, target)))
            throw new EgressRefusedException("not an allowed destination", target.GetLeftPart(UriPartial.Authority));
        if (!Reads(request.Method, target) && !(writes && Changes(request.Method, target)))
            throw new EgressRefusedException(writes ? "not a change that Recoup makes" : "read-only until a write key is given", $"{request.Method} {target.AbsolutePath}");
        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>Whether an address has exactly the origin of a base and lies below its path.</summary>
    public static bool IsBelow(Uri place, Uri target)
    {
        var prefix = place.AbsolutePath.TrimEnd('/');
        return target.Scheme == place.Scheme && target.Host == place.Host && target.Port == place.Port && target.UserInfo.Length == 0
            && (target.AbsolutePath == prefix || target.AbsolutePath.StartsWith(prefix + "/", StringComparison.Ordinal));
    }

    /// <summary>The calls that take access and give it back, by method and path; deleting is none of them.</summary>
    private static bool Changes(HttpMethod method, Uri target) =>
        (method == HttpMethod.Post && PostedChange().IsMatch(target.AbsolutePath)) || (method == HttpMethod.Delete && LeftGroup().IsMatch(target.AbsolutePath));

    [GeneratedRegex("(^|/)(admin/v2/orgs/[^/]+/directories/[^/]+/(users/[^/]+/(suspend|restore)|groups/[^/]+/memberships)|admin/v1/orgs/[^/]+/users/[^/]+/roles/(assign|revoke)|users/[^/]+/manage/lifecycle/(disable|enable))$", RegexOptions.CultureInvariant)]
    private static partial Regex PostedChange();

    [GeneratedRegex("(^|/)admin/v2/orgs/[^/]+/directories/[^/]+/groups/[^/]+/memberships/[^/]+$", RegexOptions.CultureInvariant)]
    private static partial Regex LeftGroup();

    private static bool Reads(HttpMethod method, Uri target) =>
        method == HttpMethod.Get
        || (method == HttpMethod.Post && ReadingPosts.Any(path => target.AbsolutePath.EndsWith(path, StringComparison.Ordinal)));
}

/// <summary>A request that Recoup itself did not let out.</summary>
/// <param name="rule">The rule that refused.</param>
/// <param name="target">What was asked for, without query.</param>
public sealed class EgressRefusedException(string rule, string target)
    : InvalidOperationException($"Recoup did not send a request to {target}: {rule}.")
{
    /// <summary>The rule that refused.</summary>
    public string Rule { get; } = rule;
}
