using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.Extensions.DependencyInjection;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Storage;

namespace Recoup.Server.Hosting;

/// <summary>One data directory, opened: its store, and the way out to Atlassian.</summary>
public sealed class Workplace : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<HttpClient> _clients = [];

    private Workplace(string directory, CommandHost host, ServiceProvider services, SqlStore store)
    {
        Directory = directory;
        Host = host;
        Store = store;
        _services = services;
    }

    public string Directory { get; }

    /// <summary>Where the keys are that secrets are encrypted with.</summary>
    public string KeyRing => Path.Combine(Directory, "keys");

    public CommandHost Host { get; }

    public SqlStore Store { get; }

    /// <exception cref="StoreException">The database cannot be used.</exception>
    public static async Task<Workplace> OpenAsync(string directory, CommandHost host, CancellationToken cancellationToken)
    {
        var keys = new DirectoryInfo(Path.Combine(directory, "keys"));
        PrivateFolder(directory);
        PrivateFolder(keys.FullName);
        var collection = new ServiceCollection();
        collection.AddDataProtection()
            .SetApplicationName("recoup")
            .PersistKeysToFileSystem(keys)
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        var services = collection.BuildServiceProvider();
        var protector = services.GetDataProtectionProvider().CreateProtector("recoup.secrets");
        return new Workplace(directory, host, services, await SqlStore.OpenSqliteAsync(directory, protector, host.Time, cancellationToken));
    }

    /// <summary>A client that reaches a connection's own addresses and nothing else, and only reads.</summary>
    public HttpClient Client(IReadOnlyList<Uri> destinations)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !destinations.Any(d => d.IsLoopback),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        var client = new HttpClient(new EgressGuard(destinations, sockets)) { Timeout = TimeSpan.FromSeconds(100) };
        _clients.Add(client);
        return client;
    }

    /// <summary>The APIs of a connected organisation, with the keys kept for it.</summary>
    /// <exception cref="UserException">No key is kept.</exception>
    public async Task<AtlassianAccess> AccessAsync(Connection connection, CancellationToken cancellationToken)
    {
        var key = await Store.TryGetSecretAsync(connection.Org, SecretName.OrgKey, cancellationToken)
            ?? throw new UserException($"No key is kept for {connection.Org}. Run: recoup connect --org {connection.Org} --key-file F");
        var tokens = new Dictionary<SiteId, string>();
        foreach (var site in connection.Sites)
        {
            if (await Store.TryGetSecretAsync(connection.Org, SecretName.SiteToken(site.Site), cancellationToken) is { } token)
                tokens[site.Site] = token;
        }

        return new AtlassianAccess(connection, key, tokens, Client(connection.Destinations()), Host.Time);
    }

    /// <summary>The scan whose accounts and findings are shown.</summary>
    /// <exception cref="UserException">None has come to an end.</exception>
    public async Task<Scan> ShownAsync(OrgId org, CancellationToken cancellationToken) =>
        await Shown.TryGetAsync(Store, org, cancellationToken)
        ?? throw new UserException("No scan has come to an end yet. Run: recoup scan");

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Store.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static void PrivateFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                System.IO.Directory.CreateDirectory(path);
            else
                System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The data folder {path} cannot be made ({e.Message}). Choose another with --data DIR.");
        }
    }
}
