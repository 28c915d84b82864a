using Recoup.Core.Money;
using Recoup.Engine.Reporting;

namespace Recoup.Web.Dashboard;

/// <summary>A number that the dashboard begins with, and what it rests on.</summary>
internal sealed record KeyFigure(string Name, string Value, string Basis)
{
    private const string None = "–";

    public static IEnumerable<KeyFigure> Of(Report report, SavingsSoFar savings)
    {
        var money = report.Money;
        yield return new(
            "Spend a month",
            money.Spend.Count > 0 ? string.Join(" + ", money.Spend.Select(s => Figures.Money(s.Currency, s.PerMonth))) : None,
            money.Spend.Count == 0 ? "no price is set" : $"{Figures.Count(money.Lines.Count, "subscription")}{(money.Spend.Any(s => s.Estimate) ? ", estimate" : "")}");
        yield return new("Can be had back", money.Recoverable.Count > 0 ? Figures.Money(money.Recoverable) : None, $"{Figures.Count(report.ReadySeats, "seat")}{From(money.Recoverable)}");
        yield return savings.Runs.Count > 0
            ? new("Realised", savings.Realised.Count > 0 ? Figures.Money(savings.Realised) : None, savings.Realised.Count > 0 ? "a month, verified and billed" : "nothing is verified and past its billing day yet")
            : new("Needs your eyes", money.InReview.Count > 0 ? Figures.Money(money.InReview) : None, $"{Figures.Count(report.ReviewSeats, "seat")}, at most");
        yield return new(
            "Bought, held by nobody",
            Figures.Count(money.Lines.Sum(l => Math.Max(0, (l.Purchased ?? 0) - l.Users)), "seat"),
            money.Lines.Any(l => l.Purchased > 0) ? string.Join(", ", money.Lines.Where(l => l.Purchased > l.Users).Select(l => l.Name)) : "purchased seats are not set");
    }

    private static string From(IReadOnlyList<Saving> savings) =>
        savings.Select(s => s.Effective).Distinct().ToList() is [{ } day] ? $" from {Figures.Day(day)}" : "";
}
