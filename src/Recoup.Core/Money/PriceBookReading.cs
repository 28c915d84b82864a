using Recoup.Core.Files;

namespace Recoup.Core.Money;

/// <summary>A price book's file as it was read.</summary>
public sealed record PriceBookReading : FileReading
{
    internal PriceBookReading(PriceBook book, FileFindings found)
        : base(found) => Book = Errors.Count == 0 ? book : null;

    /// <summary>The price book; null when there are errors.</summary>
    public PriceBook? Book { get; }
}
