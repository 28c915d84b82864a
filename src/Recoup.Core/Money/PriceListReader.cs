using System.Globalization;
using System.Text.Json;
using Recoup.Core.Files;

namespace Recoup.Core.Money;

/// <summary>Reads the price lists of one subscription of a price book's file.</summary>
internal sealed class PriceListReader(FileFindings found, Func<FileNode, DateOnly?> day)
{
    private const int MostLists = 100;
    private const int MostDigits = 12;
    private const int MostDecimals = 6;

    /// <summary>Price lists, ascending by the day from which they hold.</summary>
    public IReadOnlyList<PriceList> Lists(FileNode? node)
    {
        var lists = new List<PriceList>();
        foreach (var item in found.Items(node, MostLists, "leave out the oldest"))
        {
            var parts = found.Parts(item, "from", "by", "bands");
            var first = parts.GetValueOrDefault("from") is { } from ? day(from) : null;
            if (item.Kind == JsonTokenType.StartObject && lists.Count > 0 && !parts.ContainsKey("from"))
                found.Wrong(item, "from is missing: only the first price list holds from always, so write the day on which this one begins");
            if (first is not null && lists.Count > 0 && lists[^1].From >= first)
                found.Wrong(parts["from"], $"{first:yyyy-MM-dd} does not come after the price list before it, from {lists[^1].From:yyyy-MM-dd}: write price lists in the order in which they begin");
            var by = By(item, parts.GetValueOrDefault("by"));
            lists.Add(new(first, by ?? default, Bands(item, parts.GetValueOrDefault("bands"), by)));
        }

        return lists;
    }

    private PricedBy? By(FileNode list, FileNode? node)
    {
        if (node is not null)
            return found.Word(node, OrderForm.Pricings);
        if (list.Kind == JsonTokenType.StartObject)
            found.Wrong(list, $"by is missing: the order form says how bands are read, so write one of {string.Join(", ", OrderForm.Pricings.Keys)}");
        return null;
    }

    private List<Band> Bands(FileNode list, FileNode? node, PricedBy? by)
    {
        var bands = new List<Band>();
        if (list.Kind == JsonTokenType.StartObject && node is null or { Kind: JsonTokenType.StartArray, Items.Count: 0 })
            found.Wrong(node ?? list, "bands are missing: write at least one, [{ \"price\": … }]");
        var items = found.Items(node, OrderForm.MostTiers, "put bands of the same price together");
        var highest = 0;
        foreach (var item in items)
        {
            var parts = found.Parts(item, "upTo", "price");
            var upTo = parts.GetValueOrDefault("upTo") is { } edge ? found.Whole(edge, 1, OrderForm.MostUsers) : null;
            if (upTo <= highest)
                found.Wrong(parts["upTo"], $"{upTo} does not come after the band before it, up to {highest}: write bands from few users to many");
            highest = Math.Max(highest, upTo ?? 0);
            if (item.Kind == JsonTokenType.StartObject && !parts.ContainsKey("upTo") && (by == PricedBy.Tier || item != items[^1]))
                found.Wrong(item, by == PricedBy.Tier ? "upTo is missing: a tier is paid for as a whole, so write the largest number of users in it" : "upTo is missing: only the last band has no end");
            if (item.Kind == JsonTokenType.StartObject && !parts.ContainsKey("price"))
                found.Wrong(item, by == PricedBy.Tier ? "price is missing: write what the whole tier costs for one billing period" : "price is missing: write what one user costs for one billing period");
            bands.Add(new(upTo, parts.GetValueOrDefault("price") is { } price ? Price(price) ?? 0 : 0));
        }

        return bands;
    }

    private decimal? Price(FileNode node)
    {
        var digits = node.Text.Split('.');
        if (node.Kind == JsonTokenType.Number && digits[0].Length <= MostDigits && (digits.Length == 1 || digits[1].Length <= MostDecimals)
            && decimal.TryParse(node.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price))
            return price;
        found.Wrong(node, $"{node.Shown} is no price: write a number from 0 on, such as 12.50, with up to {MostDigits} digits before the point and {MostDecimals} behind it");
        return null;
    }
}
