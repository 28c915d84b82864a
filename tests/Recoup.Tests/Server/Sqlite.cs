using Dapper;
using Microsoft.Data.Sqlite;

namespace Recoup.Tests.Server;

/// <summary>A data folder's database, looked at and changed behind Recoup's back.</summary>
internal static class Sqlite
{
    public static void Execute(string data, string sql)
    {
        using var connection = Open(data);
        connection.Execute(sql);
    }

    public static IReadOnlyList<T> Query<T>(string data, string sql)
    {
        using var connection = Open(data);
        return [.. connection.Query<T>(sql)];
    }

    public static IReadOnlyList<string> Tables(string data) =>
        Query<string>(data, "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name");

    /// <summary>Tables with a text somewhere in a row.</summary>
    public static IReadOnlyList<string> TablesThatName(string data, string text)
    {
        using var connection = Open(data);
        return [.. Tables(data).Where(table => connection.Query($"select * from {table}").Any(row =>
            ((IDictionary<string, object?>)row).Values.Any(v => v?.ToString()?.Contains(text, StringComparison.Ordinal) == true)))];
    }

    private static SqliteConnection Open(string data)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "recoup.db"), Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
