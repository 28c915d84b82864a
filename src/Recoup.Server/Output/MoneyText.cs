using System.Globalization;
using Recoup.Core.Money;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>Sums in sentences.</summary>
internal static class MoneyText
{
    /// <summary>"USD 1,140.00 a month from 2027-03-14"; what is below zero is more to pay.</summary>
    public static string From(Saving saving) =>
        $"{(saving.Estimate ? "about " : "")}{Figures.Money(saving.Currency, saving.PerMonth)} a month{(saving.Effective is { } day ? $" from {day:yyyy-MM-dd}" : "")}{(saving.PerMonth < 0 ? " (more to pay)" : "")}";

    /// <summary>The same with the last moment for it: "USD 1,140.00 a month from 2027-03-14, if done before 2027-03-13 00:00 UTC". What costs more has none.</summary>
    /// <param name="saving">The sum.</param>
    /// <param name="zone">The billing zone's distance from UTC.</param>
    public static string IfDone(Saving saving, TimeSpan zone) =>
        saving is { PerYear: > 0, Effective: { } day } ? $"{From(saving)}, if done before {Moment(RenewalDays.Deadline(day, zone))}" : From(saving);

    /// <summary>Several of these in one sentence; what saves nothing is left out where something does.</summary>
    public static string IfDone(IReadOnlyList<Saving> savings, TimeSpan zone)
    {
        List<Saving> counting = [.. savings.Where(s => s.PerYear != 0)];
        return string.Join("; ", (counting.Count > 0 ? counting : savings).Select(s => IfDone(s, zone)));
    }

    /// <summary>A moment in the billing zone, which is named.</summary>
    public static string Moment(DateTimeOffset at) => at.ToString(at.Offset == TimeSpan.Zero ? "yyyy-MM-dd HH:mm 'UTC'" : "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

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
