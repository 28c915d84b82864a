using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Recoup.Engine;
using Recoup.Storage;

namespace Recoup.Tests.Storage;

/// <summary>A schema of its own on the server of RECOUP_TEST_POSTGRES, which goes afterwards.</summary>
public sealed class PostgresPlace : ISqlPlace
{
    private readonly IDataProtector protector = new EphemeralDataProtectionProvider().CreateProtector("recoup");
    private readonly List<SqlStore> stores = [];
    private string? address;

    public string Schema { get; } = $"facts_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>Skips the test when there is no server, or fails it where there has to be one.</summary>
    public string Address => address ??= new NpgsqlConnectionStringBuilder(Server()) { SearchPath = Schema }.ConnectionString;

    public async Task<IStore> OpenAsync() => await OpenAsync(Address);

    public async Task<SqlStore> OpenAsync(string connectionString, int patience = 30)
    {
        var store = await SqlStore.OpenAsync(
            new PostgresDatabase(PostgresAddress.Parse(connectionString), TimeSpan.FromSeconds(patience)), protector, new FakeTimeProvider(Some.Start), TestContext.Current.CancellationToken);
        stores.Add(store);
        return store;
    }

    /// <summary>The connection string with something changed.</summary>
    public string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(Address);
        change(settings);
        return settings.ConnectionString;
    }

    /// <summary>A connection beside the store.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(With(s => s.Pooling = false));
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        connection.Execute(sql);
    }

    public DbConnection Beside() => Connect();

    public async Task TamperAsync(Func<DbConnection, Task> tamper)
    {
        await using var connection = Connect();
        connection.Execute("set session_replication_role = replica");
        await tamper(connection);
    }

    /// <summary>Every row of every table; a server keeps more, for a while, that no query shows.</summary>
    public string Everything()
    {
        using var connection = Connect();
        var tables = connection.Query<string>("select tablename from pg_tables where schemaname = @Schema", new { Schema }).ToList();
        return string.Join('\n', tables.SelectMany(table => connection.Query<string>($"select t::text from {table} t").ToList()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
            await store.DisposeAsync();
        if (address is not null)
            Execute($"drop schema if exists {Schema} cascade");
    }

    private static string Server()
    {
        if (Environment.GetEnvironmentVariable("RECOUP_TEST_POSTGRES") is { Length: > 0 } server)
            return server;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail("RECOUP_TEST_POSTGRES names no server: ./test.sh starts one.");
        Assert.Skip("RECOUP_TEST_POSTGRES names no server: ./test.sh starts one.");
        throw new InvalidOperationException();
    }
}
