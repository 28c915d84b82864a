using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;

namespace Recoup.Forge.Kvs;

/// <summary>What of a finding the lists filter and sort by.</summary>
internal sealed record FindingRow(
    string Id, string? Account, string Rule, string Name, IReadOnlyList<Resource> Seats, Tier Tier, RecommendationState State, RecommendedAction Action,
    decimal? PerMonth, long FirstSeen, long LastSeen, string? SeenIn, bool RoutedOut, bool Superseded)
{
    private const int LongestName = 200;

    /// <summary>The name as it sorts.</summary>
    public string SortName => field ??= Words.Fold(Name);

    public static FindingRow Of(Recommendation r) => new(
        r.Id, r.AccountId?.Value, r.Rule, r.DisplayName.Length > LongestName ? r.DisplayName[..LongestName] : r.DisplayName, [.. r.Seats.Select(s => s.Resource).Distinct()],
        r.Tier, r.State, r.Action, r.Saving?.PerMonth, r.FirstSeen.ToUnixTimeMilliseconds(), r.LastSeen.ToUnixTimeMilliseconds(), r.SeenIn.Value, r.RoutedOutAt is not null, r.SupersededBy is not null);

    public bool Passes(RecommendationQuery query, string? search) =>
        (query.Id is null || Id == query.Id)
        && (query.Rule is null || Rule == query.Rule)
        && (query.Product is not { } product || Seats.Any(s => s.Product == product))
        && (query.Site is not { } site || Seats.Any(s => s.Site == site))
        && (query.States.Count == 0 || query.States.Contains(State))
        && (search is null || Words.Fold($"{Name}\n{Account}").Contains(search, StringComparison.Ordinal))
        && (query.Tiers.Count == 0 || query.Tiers.Contains(Tier))
        && (query.Actions.Count == 0 || query.Actions.Contains(Action))
        && (!query.RoutedOut || RoutedOut)
        && (!query.AboutAccounts || Account is not null)
        && (!query.AboutNobody || Account is null)
        && (!query.Leading || !Superseded)
        && (!query.Open || State == RecommendationState.Open)
        && (query.Closed || State != RecommendationState.Closed)
        && (query.SeenIn is not { } seen || SeenIn == seen.Value)
        && (query.NotSeenIn is not { } scan || SeenIn != scan.Value);

    public static Comparer<FindingRow> Order(RecommendationQuery query)
    {
        var turn = query.Backwards ? -1 : 1;
        return Comparer<FindingRow>.Create((a, b) =>
        {
            var (names, ids) = (string.CompareOrdinal(a.SortName, b.SortName), string.CompareOrdinal(a.Id, b.Id));
            return query.Sort switch
            {
                FindingSort.Name => Comparing.First(turn * names, turn * ids),
                FindingSort.Saving => Comparing.First(Comparing.NullsLast(a.PerMonth, b.PerMonth, turn), names, ids),
                FindingSort.FirstSeen => Comparing.First(turn * a.FirstSeen.CompareTo(b.FirstSeen), names, ids),
                FindingSort.LastSeen => Comparing.First(turn * a.LastSeen.CompareTo(b.LastSeen), names, ids),
                _ => Comparing.First(turn * b.Tier.CompareTo(a.Tier), names, ids),
            };
        });
    }
}

/// <summary>Rows as they are stored.</summary>
internal sealed record FindingCells
{
    [JsonPropertyName("t")]
    public required List<string> Texts { get; init; }

    [JsonPropertyName("r")]
    public required List<FindingCell> Rows { get; init; }

    public static FindingCells Of(IEnumerable<FindingRow> rows)
    {
        var texts = new Texts();
        return new()
        {
            Rows =
            [
                .. rows.Select(r => new FindingCell
                {
                    Id = r.Id,
                    Account = r.Account,
                    Name = r.Name,
                    Seats = r.Seats.Count == 0 ? null : [.. r.Seats.SelectMany(s => new[] { texts.Of(s.Product.Value), texts.Of(s.Site.Value) })],
                    Words = [texts.Of(r.Rule), texts.Of(r.Tier.ToString()), texts.Of(r.State.ToString()), texts.Of(r.Action.ToString()), texts.Of(r.SeenIn ?? "")],
                    PerMonth = r.PerMonth,
                    FirstSeen = r.FirstSeen,
                    LastSeen = r.LastSeen,
                    RoutedOut = r.RoutedOut,
                    Superseded = r.Superseded,
                }),
            ],
            Texts = texts.All,
        };
    }

    public static IEnumerable<FindingRow> Read(string json) => JsonSerializer.Deserialize(json, KvsJson.Small.FindingCells)!.Read();

    public IEnumerable<FindingRow> Read() => Rows.Select(r => new FindingRow(
        r.Id, r.Account, Texts[r.Words[0]], r.Name, [.. (r.Seats ?? []).Chunk(2).Select(pair => new Resource(new(Texts[pair[0]]), new(Texts[pair[1]])))],
        Enum.Parse<Tier>(Texts[r.Words[1]]), Enum.Parse<RecommendationState>(Texts[r.Words[2]]), Enum.Parse<RecommendedAction>(Texts[r.Words[3]]),
        r.PerMonth, r.FirstSeen, r.LastSeen, Texts[r.Words[4]], r.RoutedOut, r.Superseded));
}

/// <summary>One row of it; short names, since there is one for every finding.</summary>
internal sealed record FindingCell
{
    [JsonPropertyName("i")]
    public required string Id { get; init; }

    [JsonPropertyName("a")]
    public string? Account { get; init; }

    [JsonPropertyName("n")]
    public required string Name { get; init; }

    [JsonPropertyName("s")]
    public int[]? Seats { get; init; }

    /// <summary>Rule, tier, state, action and the last scan that found it.</summary>
    [JsonPropertyName("w")]
    public required int[] Words { get; init; }

    /// <summary>Zero is not the same as no price.</summary>
    [JsonPropertyName("m")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? PerMonth { get; init; }

    [JsonPropertyName("f")]
    public long FirstSeen { get; init; }

    [JsonPropertyName("l")]
    public long LastSeen { get; init; }

    [JsonPropertyName("o")]
    public bool RoutedOut { get; init; }

    [JsonPropertyName("u")]
    public bool Superseded { get; init; }
}
