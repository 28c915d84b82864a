using System.Data.Common;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Recoup.Engine;
using Recoup.Forge.Kvs;
using Recoup.Storage;

namespace Recoup.Tests.Storage;

/// <summary>Where a store keeps its data, so that a fact can open it again.</summary>
public interface IStorePlace : IAsyncDisposable
{
    Task<IStore> OpenAsync();
}

/// <summary>A store on a database that one can look at, and change, beside it.</summary>
public interface ISqlPlace : IStorePlace
{
    DbConnection Beside();

    /// <summary>Does something while every refusal of the database is lifted: what only its owner can do.</summary>
    Task TamperAsync(Func<DbConnection, Task> tamper);

    /// <summary>Everything that is kept, as far as somebody can find it who looks for a text.</summary>
    string Everything();
}

/// <summary>A directory of its own, which goes afterwards.</summary>
public sealed class SqlitePlace : ISqlPlace
{
    private readonly IDataProtector protector = new EphemeralDataProtectionProvider().CreateProtector("recoup");
    private readonly List<SqlStore> stores = [];
    private readonly string parent = System.IO.Directory.CreateTempSubdirectory("recoup-").FullName;

    public string Data => Path.Combine(parent, "data");

    public string File => Path.Combine(Data, "recoup.db");

    public async Task<IStore> OpenAsync() => await OpenAsync(protector);

    public async Task<SqlStore> OpenAsync(IDataProtector otherProtector)
    {
        var store = await SqlStore.OpenSqliteAsync(Data, otherProtector, new FakeTimeProvider(Some.Start), TestContext.Current.CancellationToken);
        stores.Add(store);
        return store;
    }

    /// <summary>Opens and hardly waits for a lock.</summary>
    public Task<SqlStore> OpenImpatientlyAsync() =>
        SqlStore.OpenAsync(new SqliteDatabase(Data, TimeSpan.FromSeconds(1)), protector, new FakeTimeProvider(Some.Start), TestContext.Current.CancellationToken);

    /// <summary>A connection beside the store.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    public DbConnection Beside() => Connect();

    public async Task TamperAsync(Func<DbConnection, Task> tamper)
    {
        await using var connection = Connect();
        var triggers = connection.Query<(string Name, string Sql)>("select name, sql from sqlite_master where type = 'trigger'").ToList();
        foreach (var (name, _) in triggers)
            connection.Execute($"drop trigger {name}");
        await tamper(connection);
        foreach (var (_, sql) in triggers)
            connection.Execute(sql);
    }

    /// <summary>Every byte of every file, so free pages and logs too.</summary>
    public string Everything() => string.Concat(System.IO.Directory.GetFiles(Data).Select(path =>
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.Latin1);
        return reader.ReadToEnd();
    }));

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
            await store.DisposeAsync();
        System.IO.Directory.Delete(parent, recursive: true);
    }
}

/// <summary>The limits of Forge's key-value store.</summary>
public sealed class KvsPlace : IStorePlace
{
    public FakeKvs Kvs { get; } = new();

    public Task<IStore> OpenAsync() => Task.FromResult<IStore>(new KvsStore(Kvs, new FakeTimeProvider(Some.Start)));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
