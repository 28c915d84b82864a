using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.DataProtection;
using Recoup.Engine;

namespace Recoup.Storage;

/// <summary>
/// The self-hosted store. Everything is kept as a JSON document beside the few columns that filters and orders need;
/// a checkpoint and its data are one transaction. Any number of callers may use one store at the same time.
/// Every method throws <see cref="StoreException"/> when the database fails.
/// </summary>
public sealed partial class SqlStore : IStore, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Database database;
    private readonly IDataProtector protector;
    private readonly TimeProvider clock;

    private SqlStore(Database database, IDataProtector protector, TimeProvider clock)
    {
        this.database = database;
        this.protector = protector;
        this.clock = clock;
    }

    /// <summary>Where the data is, as a message to the user names it.</summary>
    public string Place => database.Place;

    /// <summary>Removes the database for good; the store is of no use afterwards.</summary>
    public Task DropAsync(CancellationToken cancellationToken) => database.DropAsync(cancellationToken);

    /// <summary>Opens <c>recoup.db</c> in a directory, makes both when they are not there, and brings the file to this program's schema.</summary>
    /// <param name="directory">The data directory; made with mode 0700, the file with 0600.</param>
    /// <param name="protector">Encrypts secrets; only what it gives reaches the file.</param>
    /// <param name="clock">Says when a migration was applied and an audit entry made.</param>
    /// <exception cref="StoreException">The file is no database, is locked, or may not be written.</exception>
    /// <exception cref="DatabaseTooNewException">A newer Recoup made it.</exception>
    /// <exception cref="MigrationChangedException">A migration that it went through was edited.</exception>
    public static Task<SqlStore> OpenSqliteAsync(string directory, IDataProtector protector, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(new SqliteDatabase(directory, Patience), protector, clock, cancellationToken);

    /// <summary>Opens a schema of a PostgreSQL database, makes it when it is not there, and brings it to this program's tables. Any number of processes may.</summary>
    /// <param name="connectionString">As Npgsql reads it, with Host and Database; the schema is its Search Path, or <c>recoup</c>.</param>
    /// <param name="protector">Encrypts secrets; only what it gives reaches the database.</param>
    /// <param name="clock">Says when a migration was applied.</param>
    /// <exception cref="StoreException">The connection string is none, or the server does not let us do what is needed. No message holds the password.</exception>
    /// <exception cref="DatabaseTooNewException">A newer Recoup made it.</exception>
    /// <exception cref="MigrationChangedException">A migration that it went through was edited.</exception>
    public static Task<SqlStore> OpenPostgresAsync(string connectionString, IDataProtector protector, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenPostgresAsync(PostgresAddress.Parse(connectionString), protector, clock, cancellationToken);

    /// <inheritdoc cref="OpenPostgresAsync(string, IDataProtector, TimeProvider, CancellationToken)"/>
    public static Task<SqlStore> OpenPostgresAsync(PostgresAddress address, IDataProtector protector, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(new PostgresDatabase(address, Patience), protector, clock, cancellationToken);

    /// <summary>Gives back the connections; the files may be moved afterwards.</summary>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    internal static async Task<SqlStore> OpenAsync(Database database, IDataProtector protector, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await new Migrator(database, Migration.For(database.Dialect), clock).RunAsync(cancellationToken);
            return new SqlStore(database, protector, clock);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T Read<T>(string doc, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(doc, type)!;

    private static List<T> Read<T>(IEnumerable<string> docs, JsonTypeInfo<T> type) => [.. docs.Select(doc => Read(doc, type))];

    private static T? TryRead<T>(string? doc, JsonTypeInfo<T> type)
        where T : class => doc is null ? null : Read(doc, type);
}
