using System.Globalization;
using Recoup.Core.Money;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>Price lists in a cell of a table.</summary>
internal static class PriceText
{
    private const int MostBands = 3;

    /// <summary>"graduated: 8.60 up to 100, then 7.00".</summary>
    public static string Of(PriceList? list) => list is null ? "" : $"{Word(list)}{string.Join(", ", list.Bands.Take(MostBands).Select(Of))}{(list.Bands.Count > MostBands ? $" and {list.Bands.Count - MostBands} more" : "")}";

    /// <summary>The same with its first day before it.</summary>
    public static string From(PriceList? list) => list is null ? "" : $"from {list.From:yyyy-MM-dd} {Of(list)}";

    private static string Word(PriceList list) => (list.By, list.Bands.Count) switch
    {
        (PricedBy.Tier, _) => "by tier: ",
        (_, 1) => "",
        (PricedBy.Graduated, _) => "graduated: ",
        _ => "all at one price: ",
    };

    private static string Of(Band band, int at) => (at, band.UpTo) switch
    {
        (0, null) => $"{Number(band.Price)} each",
        (_, null) => $"then {Number(band.Price)}",
        (_, { } upTo) => $"{Number(band.Price)} up to {Figures.Number(upTo)}",
    };

    private static string Number(decimal price) => price.ToString("#,0.00####", CultureInfo.InvariantCulture);
}
