using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Scanning;
using Recoup.Server;
using Recoup.Server.Hosting;

namespace Recoup.Perf;

/// <summary>A scan in this process that writes down what it asks.</summary>
internal static class Record
{
    /// <param name="data">A connected data folder; the scan is kept there.</param>
    /// <param name="file">Takes the requests, see <see cref="RecordedRequest"/>.</param>
    public static async Task RunAsync(string data, string file)
    {
        await using var workplace = await Workplace.OpenAsync(data, CommandHost.System, CancellationToken.None);
        var store = workplace.Store;
        var org = (await store.OrganizationsAsync(CancellationToken.None)).Single();
        var connection = (await store.TryGetConnectionAsync(org, CancellationToken.None))!;
        var key = (await store.TryGetSecretAsync(org, SecretName.OrgKey, CancellationToken.None))!;
        var tokens = new Dictionary<SiteId, string>();
        foreach (var site in connection.Sites)
            tokens[site.Site] = (await store.TryGetSecretAsync(org, SecretName.SiteToken(site.Site), CancellationToken.None))!;

        await using var output = new StreamWriter(file);
        var recorder = new Recorder(output);
        using var client = new HttpClient(new EgressGuard(connection.Destinations(), recorder));
        var access = new AtlassianAccess(connection, key, tokens, client, TimeProvider.System);
        var scanner = new Scanner(new ScanDesk(store, access, await store.SettingsAsync(org, CancellationToken.None), TimeProvider.System));
        var id = new ScanId("recorded");
        var scan = new Scan { Org = org, Id = id, Survey = new Survey { Org = org, Scan = id, Now = TimeProvider.System.GetUtcNow(), Source = "users/search" } };
        for (Step next = new Step.More(); next is not Step.Done;)
        {
            recorder.Phase = scan.Phase;
            (scan, next) = await scanner.StepAsync(scan, CancellationToken.None);
            if (next is Step.WaitUntil or Step.Stopped)
                throw new InvalidOperationException($"Without limits nothing should be waited for: {next}");
        }
    }

    private sealed class Recorder(TextWriter output) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        private readonly Lock _gate = new();

        public ScanPhase Phase { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
            var response = await base.SendAsync(request, cancellationToken);
            var recorded = new RecordedRequest(Phase, (int)response.StatusCode, request.Method, request.Headers.Authorization!.Scheme, request.RequestUri!, body);
            lock (_gate)
                output.WriteLine(recorded);
            return response;
        }
    }
}
