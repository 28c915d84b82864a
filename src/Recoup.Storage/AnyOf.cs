using System.Globalization;
using System.Text;
using Dapper;

namespace Recoup.Storage;

/// <summary>
/// A list of values in a condition, one parameter each: <c>in @ids</c> fails on PostgreSQL and <c>= any(@ids)</c> on SQLite,
/// this form runs on both.
/// </summary>
internal static class AnyOf
{
    /// <summary>Adds the values and gives the list for after <c>in</c>. There must be one value at least, and 30,000 at most.</summary>
    public static string List<T>(DynamicParameters parameters, string name, IEnumerable<T> values)
    {
        var list = new StringBuilder("(");
        var count = 0;
        foreach (var value in values)
        {
            var parameter = string.Create(CultureInfo.InvariantCulture, $"@{name}{count}");
            parameters.Add(parameter, value);
            list.Append(count++ == 0 ? "" : ", ").Append(parameter);
        }

        return list.Append(')').ToString();
    }
}
