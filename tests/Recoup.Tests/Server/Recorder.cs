namespace Recoup.Tests.Server;

/// <summary>Stands behind the guard, before the network: what it sees has left.</summary>
internal sealed class Recorder
{
    private readonly List<Sent> _all = [];

    public IReadOnlyList<Sent> All
    {
        get
        {
            lock (_all)
                return [.. _all];
        }
    }

    public HttpMessageHandler Before(HttpMessageHandler network) => new Handler(this, network);

    /// <param name="Method">GET or POST.</param>
    /// <param name="Target">Where to, with its query.</param>
    /// <param name="Key">What signed it in.</param>
    /// <param name="Body">What was sent along; empty for none.</param>
    internal sealed record Sent(string Method, Uri Target, string Key, string Body);

    private sealed class Handler(Recorder recorder, HttpMessageHandler network) : DelegatingHandler(network)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            lock (recorder._all)
                recorder._all.Add(new(request.Method.Method, request.RequestUri!, request.Headers.Authorization?.ToString() ?? "", body));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
