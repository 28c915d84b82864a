using System.Data.Common;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Recoup.Storage;

/// <summary>One file with a write-ahead log: readers never wait, writers take turns.</summary>
internal sealed class SqliteDatabase : Database
{
    private readonly string connect;
    private readonly string prepare;

    /// <param name="directory">The data directory; made, for its owner alone, when it is not there.</param>
    /// <param name="patience">How long a writer waits for its turn; whole seconds, at least one.</param>
    public SqliteDatabase(string directory, TimeSpan patience)
    {
        Place = Path.GetFullPath(Path.Combine(directory, "recoup.db"));
        MakeFile();
        connect = new SqliteConnectionStringBuilder
        {
            DataSource = Place,
            Mode = OperatingSystem.IsWindows() ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = (int)patience.TotalSeconds,
        }.ConnectionString;
        // The log (in pages of 4 KiB) grows to 32 MiB, so that index pages that many saves touch are written to the file once. The cache
        // (in KiB, when negative) is each connection's own: 8 MiB, since four times as much makes a scan no quicker and 80 MB larger.
        prepare = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            pragma busy_timeout = {(int)patience.TotalMilliseconds};
            pragma journal_mode = wal;
            pragma synchronous = normal;
            pragma cache_size = -8192;
            pragma wal_autocheckpoint = 8000;
            """);
    }

    public override string Place { get; }

    /// <summary>How the file is opened: connections with the same text share a pool.</summary>
    internal string ConnectionString => connect;

    public override string Dialect => "sqlite";

    public override string LiftAuditGuard => "drop trigger audit_entries_delete";

    public override string RestoreAuditGuard => """
        create trigger audit_entries_delete before delete on audit_entries
        begin
          select raise(abort, 'audit entries are appended and nothing else');
        end
        """;

    public override string TextsIn(string parameter) => $"select value from json_each({parameter})";

    /// <summary>One statement, compiled once and run for each row.</summary>
    public override async Task InsertAsync(DbConnection connection, DbTransaction? transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(c => $"@{c}"))})";
        foreach (var column in columns)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@{column}";
            insert.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(connect);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    // Deleted rows stay in free pages and in the log until these are written over.
    public override async Task ShredAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(
            async work =>
            {
                await work.ExecuteAsync("pragma wal_checkpoint(truncate)");
                await work.ExecuteAsync("vacuum");
                return await work.ExecuteAsync("pragma wal_checkpoint(truncate)");
            },
            cancellationToken);
    }

    public override async Task DropAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        foreach (var file in new[] { Place, Place + "-wal", Place + "-shm" })
            File.Delete(file);
    }

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connect);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // SQLite opens a write-protected file without a word, and the first save would fail.
            if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
                throw new SqliteException("The file is write-protected.", raw.SQLITE_READONLY);
            await using var command = connection.CreateCommand();
            command.CommandText = prepare;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Not deferred: a transaction that reads first and writes later would fail at once when another one writes between.
    protected override ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        new(((SqliteConnection)connection).BeginTransaction(deferred: false));

    protected override string Explain(DbException e) => (e as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{Place} is locked by another program. Close what has it open (a backup, a database browser, another Recoup) and try again.",
        raw.SQLITE_READONLY => $"{Place} cannot be written to. Give the user that runs Recoup write access to the file and its directory, or choose another data directory.",
        raw.SQLITE_IOERR => $"{Place} could not be read or written: the disk or network drive failed. Check it, then try again.",
        raw.SQLITE_CORRUPT => $"{Place} is damaged. Restore it from a backup.",
        raw.SQLITE_FULL => $"{Place} could not grow: the disk is full. Free some space, then try again.",
        raw.SQLITE_CANTOPEN => $"{Place} cannot be opened. Check that it is a file and that the user that runs Recoup may read and write it and its directory.",
        raw.SQLITE_NOTADB => $"{Place} is not a Recoup database. Move it away and Recoup starts a new one, or choose another data directory.",
        _ => $"{Place}: {e.Message}",
    };

    private void MakeFile()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
            else
                MakePrivateFile(Place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{Place} cannot be made: {e.Message} Choose another data directory, or give the user that runs Recoup access to it.", e);
        }
    }

    /// <summary>SQLite would let everybody read it. Its log files take over the mode of the database.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void MakePrivateFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Path.Exists(path))
            return;
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }
}
