using System.Data.Common;

namespace Recoup.Storage;

/// <summary>A statement that is compiled once and run for many rows: several times as fast as mapping each row.</summary>
internal sealed class Batch : IAsyncDisposable
{
    private readonly DbCommand command;
    private readonly CancellationToken cancellationToken;

    /// <param name="command">The statement; owned from here on.</param>
    /// <param name="names">Its parameters, in the order in which a row gives their values.</param>
    public Batch(DbCommand command, ReadOnlySpan<string> names, CancellationToken cancellationToken)
    {
        this.command = command;
        this.cancellationToken = cancellationToken;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
    }

    public Task RunAsync(params ReadOnlySpan<object?> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, command.Parameters.Count);
        for (var i = 0; i < row.Length; i++)
            command.Parameters[i].Value = row[i] ?? DBNull.Value;
        return command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();
}
