using System.Data.Common;

namespace Recoup.Storage;

/// <summary>What differs between the databases: how to connect, how to lock for writing, and what their errors mean.</summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>Where the data is, as a message to the user names it.</summary>
    public abstract string Place { get; }

    /// <summary>What the files of its own migrations are called after, such as <c>sqlite</c>.</summary>
    public abstract string Dialect { get; }

    /// <summary>Takes away the refusal to delete audit entries, for the rest of a transaction that puts it back.</summary>
    public abstract string LiftAuditGuard { get; }

    /// <summary>Puts the refusal back.</summary>
    public abstract string RestoreAuditGuard { get; }

    /// <summary>A query for the texts of a parameter that holds a JSON array: the databases share no other way to hand over a list.</summary>
    public abstract string TextsIn(string parameter);

    /// <summary>Makes what the first migration takes for granted, in the transaction of <paramref name="work"/>.</summary>
    public virtual Task PrepareAsync(Work work) => Task.CompletedTask;

    /// <summary>Adds rows in the quickest way the database has; see <see cref="Work.InsertAsync"/>.</summary>
    public abstract Task InsertAsync(DbConnection connection, DbTransaction? transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>Reads in one connection, without a transaction.</summary>
    public Task<T> ReadAsync<T>(Func<Work, Task<T>> read, CancellationToken cancellationToken) =>
        AsideAsync(
            async () =>
            {
                await using var connection = await OpenAsync(cancellationToken);
                return await read(new Work(this, connection, null, cancellationToken));
            },
            cancellationToken);

    /// <summary>Does all of it or nothing; the write lock is taken before the first statement.</summary>
    public Task WriteAsync(Func<Work, Task> write, CancellationToken cancellationToken) =>
        AsideAsync(
            async () =>
            {
                await using var connection = await OpenAsync(cancellationToken);
                await using var transaction = await BeginWriteAsync(connection, cancellationToken);
                await write(new Work(this, connection, transaction, cancellationToken));
                await transaction.CommitAsync(cancellationToken);
                return true;
            },
            cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Makes what was deleted unreadable, as far as the database can.</summary>
    public abstract Task ShredAsync(CancellationToken cancellationToken);

    /// <summary>Removes the database for good; the store is of no use afterwards.</summary>
    public abstract Task DropAsync(CancellationToken cancellationToken);

    /// <summary>
    /// On a thread of the pool: SQLite's asynchronous methods are none, and a caller that goes on while a save runs should
    /// not find it done in its own time.
    /// </summary>
    private async Task<T> AsideAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        catch (DbException e)
        {
            throw new StoreException(Explain(e), e);
        }
    }

    protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    protected abstract ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>What is wrong and what to do, in words for the user.</summary>
    protected abstract string Explain(DbException e);
}
