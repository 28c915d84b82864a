using System.Text.Json.Serialization;

namespace Recoup.Forge.Kvs;

/// <summary>Which pages of accounts a scan has.</summary>
internal sealed record ScanPages
{
    public static readonly ScanPages None = new();

    /// <summary>Pages by number.</summary>
    public SortedDictionary<int, PageParts> Pages { get => field ?? []; init; }

    /// <summary>In how many documents it stands where each account is; 0 while that is not known.</summary>
    public int Places { get; init; }

    /// <summary>Nothing is to be seen any more; what is left of it is being removed.</summary>
    public bool IsGone { get; init; }

    /// <summary>The pages that are to be seen.</summary>
    [JsonIgnore]
    public IEnumerable<KeyValuePair<int, PageParts>> Seen => IsGone ? [] : Pages;
}

/// <summary>In which documents a page is. All pages stand in one document that every save writes, so names are short.</summary>
/// <param name="Accounts">How many accounts it has.</param>
/// <param name="Each">How many of them stand together.</param>
/// <param name="Rows">In how many documents its index is.</param>
internal sealed record PageParts([property: JsonPropertyName("n")] int Accounts, [property: JsonPropertyName("e")] int Each, [property: JsonPropertyName("r")] int Rows)
{
    [JsonIgnore]
    public int Slices => (Accounts + Each - 1) / Each;
}
