using System.Data.Common;
using Dapper;

namespace Recoup.Storage;

/// <summary>Statements on one connection, in its transaction when it has one.</summary>
internal sealed class Work(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
{
    public Task<int> ExecuteAsync(string sql, object? values = null) => connection.ExecuteAsync(Command(sql, values));

    public Task<IEnumerable<T>> ListAsync<T>(string sql, object? values = null) => connection.QueryAsync<T>(Command(sql, values));

    public Task<T?> TryGetAsync<T>(string sql, object? values = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, values));

    /// <summary>One statement for many rows, see <see cref="Batch"/>.</summary>
    public Batch Prepare(string sql, params ReadOnlySpan<string> names)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return new Batch(command, names, cancellationToken);
    }

    private CommandDefinition Command(string sql, object? values) =>
        new(sql, values, transaction, cancellationToken: cancellationToken);
}
