using System.Text.Json;
using Dapper;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    public Task SaveRecommendationsAsync(Scan checkpoint, IReadOnlyList<Recommendation> recommendations, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async work =>
            {
                await WriteScanAsync(work, checkpoint);
                await WriteRecommendationsAsync(work, checkpoint.Org.Value, recommendations);
            },
            cancellationToken);

    private async Task WriteRecommendationsAsync(Work work, string org, IReadOnlyList<Recommendation> recommendations)
    {
        if (recommendations.Count == 0)
            return;
        // An account that came twice while pages moved is judged twice: the last finding of an id counts.
        var last = recommendations.GroupBy(r => r.Id, (_, same) => same.Last()).ToList();
        foreach (var table in new[] { "recommendations", "recommendation_rows" })
        {
            await work.ExecuteAsync(
                $"delete from {table} where org_id = @org and id in ({database.TextsIn("@ids")})",
                new { org, ids = JsonTexts(last.Select(r => r.Id)) });
        }

        await work.InsertAsync("recommendations", ["org_id", "id", "account_id", "doc"], last.Select(r => new object?[] { org, r.Id, r.AccountId?.Value, Write(r, CoreJson.Default.Recommendation) }));
        await work.InsertAsync(
            "recommendation_rows",
            ["org_id", "id", "account_id", "rule", "tier", "state", "superseded", "products", "sites", "sort_name", "scan_id", "routed_out", "worth", "first_seen", "last_seen", "action"],
            last.Select(r => new object?[]
            {
                org, r.Id, r.AccountId?.Value, r.Rule, (int)r.Tier, FindingFilter.State(r.State), r.SupersededBy is not null,
                Folded.Lines(r.Seats.Select(s => s.Product.Value)), Folded.Lines(r.Seats.Select(s => s.Site.Value)), Folded.SortName(r.DisplayName), r.SeenIn.Value, r.RoutedOutAt is not null,
                r.Saving is { } saving ? Worth(saving.PerMonth) : null, r.FirstSeen.ToUnixTimeMilliseconds(), r.LastSeen.ToUnixTimeMilliseconds(), FindingFilter.Action(r.Action),
            }));
    }

    /// <summary>A sum to sort by, in ten-thousandths, whatever the currency.</summary>
    private static long Worth(decimal sum) => (long)Math.Clamp(Math.Round(sum * 10_000), long.MinValue, long.MaxValue);

    public async Task<IReadOnlyList<Recommendation>> RecommendationsOfAsync(OrgId org, IReadOnlyCollection<AccountId> accounts, CancellationToken cancellationToken)
    {
        if (accounts.Count == 0)
            return [];
        var values = new DynamicParameters(new { org = org.Value, accounts = JsonTexts(accounts.Select(a => a.Value)) });
        var sql = $"select doc from recommendations where org_id = @org and account_id in ({database.TextsIn("@accounts")})";
        return await ListAsync(sql, values, cancellationToken);
    }

    public Task<IReadOnlyList<Recommendation>> RecommendationsAsync(OrgId org, RecommendationQuery query, CancellationToken cancellationToken)
    {
        var (where, values) = FindingFilter.Of(org, query);
        values.AddDynamicParams(new { take = query.Take, skip = query.Skip });
        var order = FindingFilter.Order(query);
        return ListAsync(
            $"""
            select r.doc
            from (select id, tier, sort_name, worth, first_seen, last_seen from recommendation_rows f where {where} order by {order} limit @take offset @skip) f
            join recommendations r on r.org_id = @org and r.id = f.id
            order by {order}
            """,
            values,
            cancellationToken);
    }

    /// <summary>How many findings a query finds in all, whatever part of them it takes.</summary>
    public Task<int> CountAsync(OrgId org, RecommendationQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(
            work =>
            {
                var (where, values) = FindingFilter.Of(org, query);
                return work.TryGetAsync<int>($"select count(*) from recommendation_rows where {where}", values);
            },
            cancellationToken);

    private Task<IReadOnlyList<Recommendation>> ListAsync(string sql, DynamicParameters values, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Recommendation>>(
            async work => Read(await work.ListAsync<string>(sql, values), CoreJson.Default.Recommendation),
            cancellationToken);

    /// <summary>A list as one parameter, for <see cref="Database.TextsIn"/>.</summary>
    private static string JsonTexts(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(text => $"\"{JsonEncodedText.Encode(text)}\""))}]";
}
