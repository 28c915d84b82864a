using Recoup.Engine.Atlassian;

namespace Recoup.Server.Hosting;

/// <summary>
/// The last handler before the network for what the operator named: a request to any other host is refused before a socket opens
/// (RULES 8). Products' addresses are not among these, and these not among theirs.
/// </summary>
internal sealed class OperatorGuard(IReadOnlyList<Uri> allowed, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = request.RequestUri ?? throw new EgressRefusedException("no address", "(none)");
        return allowed.Any(place => EgressGuard.IsBelow(place, target))
            ? base.SendAsync(request, cancellationToken)
            : throw new EgressRefusedException("not among the hosts of Recoup:OpenId", target.GetLeftPart(UriPartial.Authority));
    }
}
