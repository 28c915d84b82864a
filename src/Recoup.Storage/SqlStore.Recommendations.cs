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
        await work.ExecuteAsync(
            $"delete from recommendations where org_id = @org and id in ({database.TextsIn("@ids")})",
            new { org, ids = JsonTexts(last.Select(r => r.Id)) });
        await work.InsertAsync(
            "recommendations",
            ["org_id", "id", "account_id", "rule", "tier", "state", "superseded", "products", "sort_name", "scan_id", "routed_out", "doc"],
            last.Select(r => new object?[]
            {
                org, r.Id, r.AccountId?.Value, r.Rule, (int)r.Tier, State(r.State), r.SupersededBy is not null,
                Folded.Lines(r.Seats.Select(s => s.Product)), Folded.SortName(r.DisplayName), r.SeenIn.Value, r.RoutedOutAt is not null, Write(r, CoreJson.Default.Recommendation),
            }));
    }

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
        var values = new DynamicParameters(new { org = org.Value, take = query.Take, skip = query.Skip });
        var where = string.Join(" and ", ["org_id = @org", .. Conditions(query, values)]);
        return ListAsync($"select doc from recommendations where {where} order by tier desc, sort_name, id limit @take offset @skip", values, cancellationToken);
    }

    private static IEnumerable<string> Conditions(RecommendationQuery query, DynamicParameters values)
    {
        if (query.Id is { } id)
        {
            values.Add("@id", id);
            yield return "id = @id";
        }

        if (query.Rule is { } rule)
        {
            values.Add("@rule", rule);
            yield return "rule = @rule";
        }

        if (query.Product is { } product)
        {
            values.Add("@product", Folded.LinePattern(product));
            yield return "products like @product escape '!'";
        }

        if (query.Tiers.Count > 0)
            yield return $"tier in ({string.Join(',', query.Tiers.Select(t => (int)t))})";

        if (query.AboutAccounts)
            yield return "account_id is not null";

        if (query.AboutNobody)
            yield return "account_id is null";

        if (query.RoutedOut)
            yield return "routed_out";

        if (query.Leading)
            yield return "not superseded";

        if (query.Open)
        {
            values.Add("@open", State(RecommendationState.Open));
            yield return "state = @open";
        }

        if (!query.Closed)
        {
            values.Add("@closed", State(RecommendationState.Closed));
            yield return "state <> @closed";
        }

        if (query.SeenIn is { } seen)
        {
            values.Add("@seen", seen.Value);
            yield return "scan_id = @seen";
        }

        if (query.NotSeenIn is { } scan)
        {
            values.Add("@scan", scan.Value);
            yield return "scan_id is distinct from @scan";
        }
    }

    private Task<IReadOnlyList<Recommendation>> ListAsync(string sql, DynamicParameters values, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Recommendation>>(
            async work => Read(await work.ListAsync<string>(sql, values), CoreJson.Default.Recommendation),
            cancellationToken);

    /// <summary>A list as one parameter, for <see cref="Database.TextsIn"/>.</summary>
    private static string JsonTexts(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(text => $"\"{JsonEncodedText.Encode(text)}\""))}]";

    private static string State(RecommendationState state) => state.ToString().ToLowerInvariant();
}
