using System.Data;
using System.Data.Common;
using Npgsql;

namespace Recoup.Storage;

/// <summary>One schema of a PostgreSQL database: readers never wait, writers take turns, in whatever process they are.</summary>
/// <param name="patience">How long a writer waits for its turn.</param>
internal sealed class PostgresDatabase(PostgresAddress address, TimeSpan patience) : Database
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(address.Settings);

    public override string Place => address.Place;

    public override string Dialect => "postgres";

    public override string LiftAuditGuard => "drop trigger audit_entries_delete on audit_entries";

    public override string RestoreAuditGuard => "create trigger audit_entries_delete before delete on audit_entries for each row execute function refuse_audit_change()";

    // Deleted rows stay in their pages until these are vacuumed, and in the server's own log until that is recycled.
    public override Task ShredAsync(CancellationToken cancellationToken) =>
        ReadAsync(work => work.ExecuteAsync("vacuum"), cancellationToken);

    public override Task DropAsync(CancellationToken cancellationToken) =>
        ReadAsync(work => work.ExecuteAsync($"""drop schema "{address.Schema}" cascade"""), cancellationToken);

    public override string TextsIn(string parameter) => $"select json_array_elements_text(cast({parameter} as json))";

    public override async Task PrepareAsync(Work work)
    {
        // Asked first: "if not exists" wants the right to create also where there is nothing to create.
        if (await work.TryGetAsync<bool>("select to_regnamespace(@schema) is null", new { schema = address.Schema }))
            await work.ExecuteAsync($"""create schema "{address.Schema}" """);
        if (await work.TryGetAsync<bool>("select to_regtype(@type) is null", new { type = $"{address.Schema}.folded_text" }))
            await work.ExecuteAsync("""create domain folded_text as text collate "C" """);
    }

    /// <summary>Binary COPY: the rows go as one stream, without a statement each.</summary>
    public override async Task InsertAsync(DbConnection connection, DbTransaction? transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var import = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", cancellationToken);
        foreach (var row in rows)
            await import.WriteRowAsync(cancellationToken, row);
        await import.CompleteAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await source.OpenConnectionAsync(cancellationToken);

    /// <summary>
    /// Takes the one lock that every writer of the schema takes first, as on SQLite: what a transaction reads stays true until it
    /// writes, two processes that migrate take turns, and no two writers can wait for each other. It is a lock on a name and not
    /// on a row, since before the first migration there is none. Whoever is gone for a minute in the middle loses it.
    /// </summary>
    protected override async ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // Read committed, whatever the server's default: a later level would see the data as it was before the lock was had.
        var transaction = await ((NpgsqlConnection)connection).BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        try
        {
            await using var command = ((NpgsqlConnection)connection).CreateCommand();
            command.CommandText = $"""
                set local lock_timeout = {(int)patience.TotalMilliseconds};
                set local idle_in_transaction_session_timeout = 60000;
                select pg_advisory_xact_lock(hashtextextended('recoup writes ' || @schema, 0))
                """;
            command.Parameters.AddWithValue("schema", address.Schema);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    protected override string Explain(DbException e) => PostgresErrors.Explain(e, address);
}
