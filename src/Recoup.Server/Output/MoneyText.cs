using Recoup.Core.Money;

namespace Recoup.Server.Output;

/// <summary>Sums in sentences.</summary>
internal static class MoneyText
{
    /// <summary>"USD 1,140.00 a month from 2027-03-14"; what is below zero is more to pay.</summary>
    public static string From(Saving saving) =>
        $"{(saving.Estimate ? "about " : "")}{PlainText.Money(saving.Currency, saving.PerMonth)} a month{(saving.Effective is { } day ? $" from {day:yyyy-MM-dd}" : "")}{(saving.PerMonth < 0 ? " (more to pay)" : "")}";

    /// <summary>What the sums rest on; null when there is nothing to say.</summary>
    public static string? Basis(IReadOnlyList<Saving> savings)
    {
        var estimate = savings.Any(s => s.Estimate);
        var undated = savings.Any(s => s is { Effective: null, PerYear: not 0 });
        return (estimate, undated) switch
        {
            (true, true) => "An estimate from your cost per seat. From when it counts depends on the renewal: set your renewal date, recoup settings set renewal.jira-software 2027-03-14",
            (true, false) => "An estimate from your cost per seat. A price book gives the sum of the invoice: recoup price-book --help",
            (false, true) => "From when it counts depends on the renewal: set your renewal date in the price book.",
            _ => null,
        };
    }
}
