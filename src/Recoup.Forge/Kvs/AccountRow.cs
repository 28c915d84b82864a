using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Forge.Kvs;

/// <summary>What of an account the lists filter and sort by, and where the account is.</summary>
internal sealed record AccountRow(AccountId Id, string Name, string? Email, AccountKind Kind, string Status, string? Claim, IReadOnlyList<Resource> Seats, long? LastUse, long? Added, int Page, int Slice)
{
    private const int LongestSortName = 200;

    /// <summary>The name as it sorts.</summary>
    public string SortName => field ??= Words.Fold(Name.Length > LongestSortName ? Name[..LongestSortName] : Name);

    public static AccountRow Of(Account account, int page, int slice) => new(
        account.Id, account.Name, account.Email, account.Kind.Value, account.Status, account.Claim, [.. account.Seats.Select(s => s.Resource).Distinct()],
        account.LastUse.HasValue ? account.LastUse.At.ToUnixTimeMilliseconds() : null, account.AddedToOrg?.ToUnixTimeMilliseconds(), page, slice);

    public bool Passes(UserQuery query, string? search) =>
        (query.Only is not { } only || Id == only)
        && (search is null || Words.Fold($"{Name}\n{Email}\n{Id}").Contains(search, StringComparison.Ordinal))
        && (query.Kinds.Count == 0 || query.Kinds.Contains(Kind))
        && (query.Status is null || Status == query.Status)
        && (query.Claim is null || Claim == query.Claim)
        && (query.Product is not { } product || Seats.Any(s => s.Product == product))
        && (query.Site is not { } site || Seats.Any(s => s.Site == site));

    public static Comparer<AccountRow> Order(UserQuery query)
    {
        var turn = query.Backwards ? -1 : 1;
        return Comparer<AccountRow>.Create((a, b) =>
        {
            var ids = string.CompareOrdinal(a.Id.Value, b.Id.Value);
            return query.Sort switch
            {
                UserSort.LastUse => Comparing.First(Comparing.NullsLast(a.LastUse, b.LastUse, turn), ids),
                UserSort.Added => Comparing.First(Comparing.NullsLast(a.Added, b.Added, turn), ids),
                _ => Comparing.First(turn * string.CompareOrdinal(a.SortName, b.SortName), turn * ids),
            };
        });
    }
}

/// <summary>Rows as they are stored.</summary>
internal sealed record AccountCells
{
    [JsonPropertyName("t")]
    public required List<string> Texts { get; init; }

    [JsonPropertyName("r")]
    public required List<AccountCell> Rows { get; init; }

    public static string Write(IReadOnlyList<AccountRow> rows)
    {
        var texts = new Texts();
        return JsonSerializer.Serialize(
            new AccountCells
            {
                Rows =
                [
                    .. rows.Select(r => new AccountCell
                    {
                        Id = r.Id.Value,
                        Name = r.Name,
                        Email = r.Email,
                        Kind = texts.Of(r.Kind.ToString()),
                        Status = texts.Of(r.Status),
                        Claim = r.Claim is { } claim ? texts.Of(claim) : null,
                        Seats = r.Seats.Count == 0 ? null : [.. r.Seats.SelectMany(s => new[] { texts.Of(s.Product.Value), texts.Of(s.Site.Value) })],
                        LastUse = r.LastUse,
                        Added = r.Added,
                        Slice = r.Slice,
                    }),
                ],
                Texts = texts.All,
            },
            KvsJson.Small.AccountCells);
    }

    public IEnumerable<AccountRow> Read(int page) => Rows.Select(r => new AccountRow(
        new(r.Id), r.Name, r.Email, Enum.Parse<AccountKind>(Texts[r.Kind]), Texts[r.Status], r.Claim is { } claim ? Texts[claim] : null,
        [.. (r.Seats ?? []).Chunk(2).Select(pair => new Resource(new(Texts[pair[0]]), new(Texts[pair[1]])))], r.LastUse, r.Added, page, r.Slice));
}

/// <summary>One row of it; short names, since there is one for every account.</summary>
internal sealed record AccountCell
{
    [JsonPropertyName("i")]
    public required string Id { get; init; }

    [JsonPropertyName("n")]
    public required string Name { get; init; }

    [JsonPropertyName("e")]
    public string? Email { get; init; }

    [JsonPropertyName("k")]
    public int Kind { get; init; }

    [JsonPropertyName("s")]
    public int Status { get; init; }

    [JsonPropertyName("c")]
    public int? Claim { get; init; }

    [JsonPropertyName("r")]
    public int[]? Seats { get; init; }

    [JsonPropertyName("u")]
    public long? LastUse { get; init; }

    [JsonPropertyName("a")]
    public long? Added { get; init; }

    [JsonPropertyName("p")]
    public int Slice { get; init; }
}
