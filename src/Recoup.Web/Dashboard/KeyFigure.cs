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
        var (recoverable, inReview) = (Saving.ByCurrency(money.Recoverable, report.Settings.Currency), Saving.ByCurrency(money.InReview, report.Settings.Currency));
        yield return new("Can be had back", recoverable.Count > 0 ? Figures.Money(recoverable) : None, $"{Figures.Count(report.ReadySeats, "seat")}{From(money.Recoverable)}");
        yield return savings.Runs.Count > 0
            ? new("Realised", savings.Realised.Count > 0 ? Figures.Money(savings.Realised) : None, savings.Realised.Count > 0 ? "a month, verified and billed" : "nothing is verified and past its billing day yet")
            : new("Needs your eyes", inReview.Count > 0 ? Figures.Money(inReview) : None, $"{Figures.Count(report.ReviewSeats, "seat")}, at most");
        yield return new(
            "Bought, held by nobody",
            Figures.Count(money.Lines.Sum(l => Math.Max(0, (l.Purchased ?? 0) - l.Users)), "seat"),
            money.Lines.Any(l => l.Purchased > 0) ? string.Join(", ", money.Lines.Where(l => l.Purchased > l.Users).Select(l => l.Name)) : "purchased seats are not set");
    }

    private static string From(IReadOnlyList<Saving> savings) =>
        savings.Where(s => s.PerYear != 0).Select(s => s.Effective).Distinct().ToList() switch
        {
            [{ } day] => $" from {Figures.Day(day)}",
            { Count: > 1 } => ", from several days on",
            _ => "",
        };
}
