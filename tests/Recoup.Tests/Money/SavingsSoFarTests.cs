using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Money;
using Recoup.Core.Runs;
using Recoup.Engine.Acting;
using Recoup.Engine.Reporting;

namespace Recoup.Tests.Money;

/// <summary>What runs have saved, step by step.</summary>
public sealed class SavingsSoFarTests
{
    private static readonly DateOnly Begin = DateOnly.FromDateTime(Make.Now.UtcDateTime);

    private static Gen<Saving[]> Savings(int first, int last) =>
        (from day in Gen.Choose(first, last)
         from sum in Gen.Choose(-500, 5000)
         from currency in Gen.Elements("USD", "EUR")
         select new Saving(currency, sum, Begin.AddDays(day), false, sum * 12)).ArrayOf();

    private static readonly Gen<SavingRun> OneRun =
        from promised in Savings(0, 400)
        from settled in Savings(0, 90)
        from toCome in Savings(101, 400)
        select new SavingRun(A(promised), new RunMoney(settled, toCome));

    [Fact]
    public void The_line_ends_at_the_sum_of_what_is_settled_and_never_goes_back_in_time() =>
        Prop.ForAll(OneRun.NonEmptyListOf().ToArbitrary(), runs =>
        {
            var so = SavingsSoFar.Of([.. runs], "USD");
            var (promised, realised) = so.Line("USD", Begin.AddDays(100));
            return realised[^1].PerMonth == Sum(runs.SelectMany(r => r.Money.Settled))
                && promised[^1].PerMonth == Sum(runs.SelectMany(r => r.Run.Promised))
                && realised[0] == new SavingStep(Begin, 0)
                && realised[^1].Day == Begin.AddDays(100)
                && realised.Zip(realised.Skip(1)).All(p => p.First.Day <= p.Second.Day)
                && so.Realised.Where(s => s.Currency == "USD").Sum(s => s.PerYear) == 12 * realised[^1].PerMonth;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    [Fact]
    public void Without_a_run_there_is_no_line() => SavingsSoFar.Of([], "USD").Line("USD", Begin).Realised.ShouldBeEmpty();

    private static decimal Sum(IEnumerable<Saving> savings) => savings.Where(s => s.Currency == "USD").Sum(s => s.PerMonth);

    private static Run A(IReadOnlyList<Saving> promised) => new()
    {
        Org = Make.Org, Id = new("1"), PlanId = "p", PlanHash = "h", StartedAt = Make.Now, Rows = 1, WaveEnds = [1], Promised = promised,
    };
}
