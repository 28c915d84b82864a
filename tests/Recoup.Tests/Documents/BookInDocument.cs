using Recoup.Core.Money;

namespace Recoup.Tests.Documents;

/// <summary>A price book as a document shows it: one that the reader takes.</summary>
internal static class BookInDocument
{
    public static PriceBook Read(string json) =>
        PriceBookReader.Read(json, Make.Today) is { Book: { } book } ? book : throw new FormatException(string.Join("; ", PriceBookReader.Read(json, Make.Today).Errors));
}
