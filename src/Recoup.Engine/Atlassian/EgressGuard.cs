namespace Recoup.Engine.Atlassian;

/// <summary>
/// The last handler before the network: a request that is not on the list is refused before a socket opens (P03, RULES 8).
/// While no write key is given, only reads pass, by method and path.
/// </summary>
public sealed class EgressGuard(IReadOnlyList<Uri> allowed, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>POSTs that only read; a trailing part of the path.</summary>
    private static readonly string[] ReadingPosts = ["/users/search", "/groups/search", "/workspaces", "/search/jql", "/search/approximate-count"];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = request.RequestUri ?? throw new EgressRefusedException("no address", "(none)");
        if (!allowed.Any(place => IsBelow(place, target)))
            throw new EgressRefusedException("not an allowed destination", target.GetLeftPart(UriPartial.Authority));
        if (!Reads(request.Method, target))
            throw new EgressRefusedException("read-only until a write key is given", $"{request.Method} {target.AbsolutePath}");
        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>Whether an address has exactly the origin of a base and lies below its path.</summary>
    public static bool IsBelow(Uri place, Uri target)
    {
        var prefix = place.AbsolutePath.TrimEnd('/');
        return target.Scheme == place.Scheme && target.Host == place.Host && target.Port == place.Port && target.UserInfo.Length == 0
            && (target.AbsolutePath == prefix || target.AbsolutePath.StartsWith(prefix + "/", StringComparison.Ordinal));
    }

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
