using Microsoft.Extensions.Time.Testing;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Scanning;
using Recoup.Tests.Storage;
using Product = Recoup.Core.Directory.Product;

namespace Recoup.Tests.Infra;

/// <summary>An emulated organisation, a store and a clock that moves only when a scan has to wait.</summary>
public sealed class Tenant : IAsyncDisposable
{
    private const int MostSteps = 2_000;

    private readonly IStorePlace _place;
    private readonly List<HttpClient> _clients = [];
    private int _scans;

    private Tenant(EmulatorServer emulator, FakeTimeProvider time, IStore store, IStorePlace place)
    {
        Emulator = emulator;
        Time = time;
        Store = store;
        _place = place;
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public EmulatorServer Emulator { get; }

    public FakeTimeProvider Time { get; }

    public IStore Store { get; }

    public OrgId Org => new(Emulator.Org);

    public Settings Settings { get; set; } = new() { Costs = new Dictionary<Product, decimal> { [Product.Jira] = 10, [Product.Confluence] = 5 } };

    /// <summary>Whether the first site's issues are read.</summary>
    public bool SiteConnected { get; set; } = true;

    /// <summary>Whether the next page of accounts is asked for while one is worked on.</summary>
    public bool ReadsAhead { get; set; } = true;

    public string? Key { get; set; }

    /// <summary>Every wait a scan asked for.</summary>
    public List<Step.WaitUntil> Waits { get; } = [];

    /// <summary>Why the last scan could not go on by itself; null when it came to its end.</summary>
    public string? Stopped { get; private set; }

    /// <param name="place">Where the store is; a SQLite file, or the key-value store, unless another is named.</param>
    public static async Task<Tenant> StartAsync(int users = 300, int seed = 1, bool kvs = false, EmulatorOptions? options = null, IStorePlace? place = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero));
        var emulator = await EmulatorServer.StartAsync((options ?? new EmulatorOptions()) with { Users = users, Seed = seed, Time = new Hurried(time) }, Cancel);
        place ??= kvs ? new KvsPlace() : new SqlitePlace();
        return new Tenant(emulator, time, await place.OpenAsync(), place);
    }

    public Scan NewScan()
    {
        var id = new ScanId($"scan-{++_scans:d3}");
        return new Scan { Org = Org, Id = id, Survey = new Survey { Org = Org, Scan = id, Now = Time.GetUtcNow(), Source = "users/search" } };
    }

    /// <summary>A scanner as a fresh process would have it.</summary>
    public Scanner NewScanner() => new(new ScanDesk(Store, NewAccess(), Settings, Time) { ReadsAhead = ReadsAhead });

    /// <summary>The APIs, by a client of its own.</summary>
    /// <param name="writes">Whether its guard lets changes out.</param>
    public AtlassianAccess NewAccess(bool writes = false)
    {
        var site = Emulator.Sites[0];
        var place = new Uri(site.Url + "/");
        var connection = new Connection(Org, "Acme", Emulator.Api, SiteConnected ? [new(new(site.CloudId), place, site.Email)] : []);
        var client = new HttpClient(new EgressGuard(connection.Destinations(), new SocketsHttpHandler { AllowAutoRedirect = false }, writes));
        _clients.Add(client);
        var tokens = new Dictionary<SiteId, string> { [new(site.CloudId)] = site.Token };
        return new AtlassianAccess(connection, Key ?? Emulator.Key, tokens, client, Time);
    }

    /// <summary>Runs a scan to its end.</summary>
    /// <param name="killAfter">After this many steps the process is gone and a new one goes on from the store; 0 for never.</param>
    /// <param name="onWait">Sees every wait before it begins.</param>
    public Task<Scan> ScanAsync(int killAfter = 0, Action<Step.WaitUntil>? onWait = null) => RunAsync(NewScan(), killAfter, onWait);

    /// <summary>Goes on with a scan that stopped, or begins the next one, as <c>recoup scan</c> does.</summary>
    public async Task<Scan> GoOnAsync() =>
        await RunAsync(await Store.ScansAsync(Org, new(1), Cancel) is [{ Status: ScanStatus.Running } stopped] ? stopped : NewScan());

    private async Task<Scan> RunAsync(Scan scan, int killAfter = 0, Action<Step.WaitUntil>? onWait = null)
    {
        var scanner = NewScanner();
        Stopped = null;
        for (var steps = 1; ; steps++)
        {
            steps.ShouldBeLessThan(MostSteps, "the scan does not come to an end");
            (scan, var next) = await scanner.StepAsync(scan, Cancel);
            switch (next)
            {
                case Step.Done:
                    return scan;
                case Step.Stopped stopped:
                    Stopped = stopped.Why;
                    return scan;
                case Step.WaitUntil wait:
                    Waits.Add(wait);
                    onWait?.Invoke(wait);
                    if (wait.At > Time.GetUtcNow())
                        Time.SetUtcNow(wait.At);
                    break;
                default:
                    break;
            }

            if (killAfter > 0 && steps % killAfter == 0)
            {
                scanner = NewScanner();
                if ((await Store.ScansAsync(Org, new(1), Cancel)) is [var stored])
                    scan = stored;
            }
        }
    }

    public Task<IReadOnlyList<Recommendation>> FindingsAsync(bool closed = false) =>
        Store.RecommendationsAsync(Org, new RecommendationQuery { Closed = closed }, Cancel);

    public Task<IReadOnlyList<Core.Directory.Account>> AccountsAsync(Scan scan) =>
        Store.AccountsAsync(Org, scan.Id, new UserQuery(null, 0, int.MaxValue), Cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _place.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    /// <summary>The same clock for the emulator, which waits without waiting: what takes time is over at once, and the clock has moved.</summary>
    private sealed class Hurried(FakeTimeProvider time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
                time.Advance(dueTime);
            callback(state);
            return time.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
