using System.Globalization;
using System.Text;
using CsvHelper;
using Recoup.Core.Directory;
using Recoup.Core.Rules;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Reporting;

/// <summary>A list as a CSV file, all of its pages, whatever part of it a page shows. Rows are read some at a time, so that memory stays flat.</summary>
public static class ListFile
{
    private const int RowsARead = 1000;

    /// <summary>Accounts of a scan.</summary>
    /// <param name="query">Which; its part does not matter.</param>
    public static Task WriteAsync(IStore store, Scan scan, UserQuery query, Stream to, CancellationToken cancellationToken) => WriteAsync(
        ["accountId", "name", "email", "kind", "status", "managed", "products", "lastUse", "added"],
        (skip, take) => store.AccountsAsync(scan.Org, scan.Id, query with { Skip = skip, Take = take }, cancellationToken),
        a =>
        [
            a.Id.Value, a.Name, a.Email ?? "", Word(a.Kind.Value), a.Status, a.Claim ?? "", Products(a.Seats.Select(s => s.Product)),
            a.LastUse.HasValue ? Day(a.LastUse.At) : a.LastUse.IsNone ? "never" : "", a.AddedToOrg is { } added ? Day(added) : "",
        ],
        to,
        cancellationToken);

    /// <summary>Findings.</summary>
    /// <param name="query">Which; its part does not matter.</param>
    public static Task WriteAsync(IStore store, OrgId org, RecommendationQuery query, Stream to, CancellationToken cancellationToken) => WriteAsync(
        ["id", "accountId", "name", "rule", "reason", "tier", "state", "products", "action", "currency", "savesAMonth", "estimate", "from", "firstSeen"],
        (skip, take) => store.RecommendationsAsync(org, query with { Skip = skip, Take = take }, cancellationToken),
        f =>
        [
            f.Id, f.AccountId?.Value ?? "", f.DisplayName, f.Rule, Names.OfRule(f.Rule), Word(f.Tier), Word(f.State), Products(f.Seats.Select(s => s.Product)), Names.OfAction(f),
            f.Saving?.Currency ?? "", f.Saving?.PerMonth.ToString(CultureInfo.InvariantCulture) ?? "", f.Saving is { } saving ? Word(saving.Estimate) : "",
            f.Saving?.Effective is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "", Day(f.FirstSeen),
        ],
        to,
        cancellationToken);

    private static async Task WriteAsync<T>(IReadOnlyList<string> heading, Func<int, int, Task<IReadOnlyList<T>>> read, Func<T, IReadOnlyList<string>> cells, Stream to, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = new CsvWriter(file, SafeCsv.Configuration, leaveOpen: true);
        await WriteRowAsync(csv, heading);
        for (var skip = 0; ; skip += RowsARead)
        {
            var rows = await read(skip, RowsARead);
            foreach (var row in rows)
                await WriteRowAsync(csv, cells(row));
            await csv.FlushAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Count < RowsARead)
                return;
        }
    }

    private static async Task WriteRowAsync(CsvWriter csv, IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        await csv.NextRecordAsync();
    }

    private static string Products(IEnumerable<Product> products) => string.Join(", ", products.Select(p => p.Name).Distinct());

    private static string Word<T>(T value)
        where T : notnull => value.ToString()!.ToLowerInvariant();

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
