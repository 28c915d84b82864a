using Recoup.Core.Directory;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Accounts;

/// <summary>How well the score does on labelled accounts: what may never happen, row by row, and the rest in numbers with floors.</summary>
public sealed class KindScoreMeasuredTests
{
    private static readonly AccountKind[] Kinds = [AccountKind.Human, AccountKind.Service, AccountKind.Bot, AccountKind.Shared, AccountKind.Unknown];

    private static readonly IReadOnlyList<(LabelledAccount Row, Kind Said)> Judged = [.. LabelledAccounts.All.Select(r => (r, KindScore.Of(r.Account)))];

    private static IEnumerable<string> Rows(Func<LabelledAccount, Kind, bool> breaks) =>
        Judged.Where(j => breaks(j.Row, j.Said)).Select(j => $"{j.Row}, and was said to be {j.Said.Value}: {string.Join(", ", j.Said.Because)}");

    [Fact]
    public void No_person_is_ever_clearly_a_machine_or_shared() =>
        Rows((row, said) => row.Kind == AccountKind.Human && said.Clear && said.Value != AccountKind.Human).ShouldBeEmpty();

    [Fact]
    public void No_machine_and_nothing_shared_is_clearly_a_person_but_the_known_limits() =>
        Rows((row, said) => row.IsMachine && said is { Clear: true, Value: AccountKind.Human } && !row.IsKnownLimit).ShouldBeEmpty();

    [Fact]
    public void The_known_limits_are_three_and_still_limits()
    {
        var limits = Judged.Where(j => j.Row.IsKnownLimit).ToList();

        limits.Count.ShouldBe(3);
        limits.ShouldAllBe(l => l.Row.IsMachine && l.Said.Value == AccountKind.Human && l.Said.Clear);
    }

    [Fact]
    public void What_a_person_cannot_tell_is_never_clear() => Rows((row, said) => row.Kind == AccountKind.Unknown && said.Clear).ShouldBeEmpty();

    [Fact]
    public void What_is_clear_is_right() => Rows((row, said) => said.Clear && said.Value != row.Kind && !row.IsKnownLimit).ShouldBeEmpty();

    [Fact]
    public void Everything_says_why() => Rows((_, said) => said.Because.Count == 0 || said.Because.Any(string.IsNullOrWhiteSpace)).ShouldBeEmpty();

    [Fact]
    public void The_set_is_large_and_broad()
    {
        LabelledAccounts.All.Count.ShouldBeGreaterThanOrEqualTo(480);
        LabelledAccounts.All.Count(r => r.IsUnseen).ShouldBeGreaterThanOrEqualTo(100);
        foreach (var kind in Kinds)
            LabelledAccounts.All.Count(r => r.Kind == kind).ShouldBeGreaterThan(40, kind.ToString());
        LabelledAccounts.All.Select(r => (r.Account.Name, r.Account.Email, r.Account.HasJob)).ShouldBeUnique();
        LabelledAccounts.All.ShouldAllBe(r => r.Account.Email == null || r.Account.Domain!.EndsWith(".example", StringComparison.Ordinal) || r.Account.Domain.EndsWith(".atlassian.com", StringComparison.Ordinal));
    }

    /// <summary>What was measured, less a little. A change that falls below takes something from somebody.</summary>
    [Theory]
    [InlineData(AccountKind.Human, 0.97, 0.76)]
    [InlineData(AccountKind.Service, 0.91, 0.88)]
    [InlineData(AccountKind.Bot, 0.95, 0.86)]
    [InlineData(AccountKind.Shared, 0.95, 0.88)]
    [InlineData(AccountKind.Unknown, 0.30, 0.97)]
    public void Precision_and_recall_stay_above_their_floors(AccountKind kind, double precision, double recall)
    {
        var measured = KindMeasure.Of(Judged, kind);

        measured.Precision.ShouldBeGreaterThanOrEqualTo(precision);
        measured.Recall.ShouldBeGreaterThanOrEqualTo(recall);
    }

    [Fact]
    public void Hardly_a_machine_is_taken_for_a_person_and_most_are_protected()
    {
        var machines = Judged.Where(j => j.Row.IsMachine).ToList();

        machines.Share(m => m.Said.Value == AccountKind.Human).ShouldBeLessThan(0.02);
        machines.Share(m => m.Said.Value is AccountKind.Service or AccountKind.Bot or AccountKind.Shared).ShouldBeGreaterThan(0.88);
        machines.Where(m => m.Row.IsUnseen).Share(m => m.Said.Value == AccountKind.Human).ShouldBeLessThan(0.05);
    }

    /// <summary>Names that were not made for this: the emulator's, in seventeen languages.</summary>
    [Fact]
    public void In_a_made_up_organisation_every_machine_is_protected_and_nearly_everybody_is_human()
    {
        var judged = Recoup.Emulator.Organisation.Generate(5_000, seed: 7, Make.Now).Accounts.Select(a => (a.IsMachine, a.Name, Said: KindScore.Of(new()
        {
            Id = new(a.Id),
            Name = a.Name,
            Email = a.Email,
            HasJob = a.JobTitle != null || a.Department != null,
            Status = "active",
            FetchedAt = Make.Now,
        }))).ToList();

        judged.Where(j => j.IsMachine).ShouldNotBeEmpty();
        judged.Where(j => j.IsMachine && j.Said.Value is (AccountKind.Human or AccountKind.Unknown)).ShouldBeEmpty();
        judged.Where(j => !j.IsMachine && j.Said.Clear && j.Said.Value != AccountKind.Human).ShouldBeEmpty();
        judged.Where(j => !j.IsMachine).Share(j => j.Said.Value is not (AccountKind.Human or AccountKind.Unknown)).ShouldBeLessThan(0.001);
        judged.Where(j => !j.IsMachine).Share(j => j.Said.Value == AccountKind.Human).ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void The_documentation_says_what_was_measured()
    {
        var all = KindMeasure.Table(Judged);
        var unseen = KindMeasure.Table([.. Judged.Where(j => j.Row.IsUnseen)]);
        var shown = $"All {Judged.Count} labelled accounts:\n\n{all}\nThe unseen ones alone:\n\n{unseen}";
        TestContext.Current.TestOutputHelper?.WriteLine(shown);
        TestContext.Current.AddAttachment("kinds.md", shown);
        Console.WriteLine(shown);

        var documentation = File.ReadAllText(OurCode.Repository("docs/kinds.md"));
        documentation.ShouldContain(all);
        documentation.ShouldContain(unseen);
        documentation.ShouldContain($"{Judged.Count} accounts");
    }
}
