using System.Data.Common;
using Dapper;

namespace Recoup.Storage;

/// <summary>Statements on one connection, in its transaction when it has one.</summary>
internal sealed class Work(Database database, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
{
    public Task<int> ExecuteAsync(string sql, object? values = null) => connection.ExecuteAsync(Command(sql, values));

    public Task<IEnumerable<T>> ListAsync<T>(string sql, object? values = null) => connection.QueryAsync<T>(Command(sql, values));

    public Task<T?> TryGetAsync<T>(string sql, object? values = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, values));

    /// <summary>Adds many rows: several times as quick as a statement for each.</summary>
    /// <param name="columns">The columns that a row has a value for, in its order.</param>
    /// <param name="rows">Texts, whole numbers, booleans and nulls; asked for one at a time.</param>
    public Task InsertAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows) =>
        database.InsertAsync(connection, transaction, table, columns, rows, cancellationToken);

    private CommandDefinition Command(string sql, object? values) =>
        new(sql, values, transaction, cancellationToken: cancellationToken);
}
