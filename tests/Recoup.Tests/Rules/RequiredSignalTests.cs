using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>What must be known before a finding is more than a question for a person.</summary>
public sealed class RequiredSignalTests
{
    private static readonly Survey Readable = Make.Survey with { TokensNotReadable = null };

    private static Recommendation Judged(Account account, Survey? survey = null) => account.Judged(survey).ShouldHaveSingleItem();

    private static void ShouldLack(Recommendation found, string what)
    {
        found.Tier.ShouldBe(Tier.Review);
        found.Guards.ShouldBeEmpty();
        found.Evidence.ShouldContain(e => e.Signal == "missing" && e.Value.StartsWith(what, StringComparison.Ordinal));
    }

    private static void ShouldLackNothing(Recommendation found)
    {
        found.Tier.ShouldBe(Tier.Probable);
        found.Evidence.ShouldNotContain(e => e.Signal == "missing");
    }

    [Fact]
    public void The_kind_is_required() =>
        ShouldLack(Judged(Make.IdleEverywhere() with { Kind = new(AccountKind.Unknown, ["a conflict"]) }), "whether this is a person: a conflict");

    [Fact]
    public void A_kind_that_nobody_judged_is_unknown() =>
        ShouldLack(Judged(Make.IdleEverywhere() with { Kind = Kind.Unjudged }), "whether this is a person: not judged yet");

    [Fact]
    public void The_role_path_is_required() =>
        ShouldLack(Judged(Make.IdleEverywhere() with { Seats = [Make.Seat(Product.Jira, path: SeatPath.Unknown)] }), "how the Jira seat is held");

    [Theory]
    [InlineData(SeatPath.Direct)]
    [InlineData(SeatPath.Group)]
    [InlineData(SeatPath.DirectAndGroup)]
    [InlineData(SeatPath.Inferred)]
    public void Any_known_role_path_will_do(SeatPath path) =>
        ShouldLackNothing(Judged(Make.IdleEverywhere() with { Seats = [Make.Seat(Product.Jira, path: path)] }));

    [Fact]
    public void The_role_path_of_another_seat_is_not_required()
    {
        var account = Make.IdleInJira();

        ShouldLackNothing(Judged(account with { Seats = [account.Seats[0], account.Seats[1] with { Path = SeatPath.Unknown }] }));
    }

    [Fact]
    public void The_admin_roles_are_required() => ShouldLack(Judged(Make.IdleEverywhere() with { PlatformRoles = null }), "whether this is an admin");

    [Fact]
    public void The_use_of_every_product_is_required() =>
        ShouldLack(Judged(Make.IdleInJira().Using(Make.Bitbucket.On(), Signal.Unknown)), "the use of every product");

    [Fact]
    public void Issue_activity_is_not_checked_on_a_site_that_is_not_connected()
    {
        var found = Judged(Make.IdleEverywhere().Probed());

        ShouldLackNothing(found);
        found.Said("issues reported on acme").ShouldBe("not checked: the site is not connected");
    }

    [Fact]
    public void Issue_activity_is_required_on_a_connected_site()
    {
        ShouldLack(Judged(Make.IdleEverywhere(), Make.Survey.Connected(Make.Acme)), "issue activity on acme");
        ShouldLack(Judged(Make.IdleEverywhere().Probed(), Make.Survey.Connected(Make.Acme)), "issue activity on acme");
    }

    [Fact]
    public void Issue_activity_of_another_site_does_not_answer() =>
        ShouldLack(Judged(Make.IdleEverywhere().Probed(issues: new IssueActivity(Make.Other, 0, 0)), Make.Survey.Connected(Make.Acme, Make.Other)), "issue activity on acme");

    [Fact]
    public void Issue_activity_is_required_on_every_connected_site_of_the_finding()
    {
        var account = Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(Make.Other), Make.Ago(200))).Probed(issues: new IssueActivity(Make.Acme, 0, 0));

        ShouldLack(Judged(account, Make.Survey.Connected(Make.Acme, Make.Other)), "issue activity on other");
    }

    [Fact]
    public void Issue_activity_is_not_required_for_Confluence()
    {
        var found = Judged(Make.Person((Product.Confluence, Make.Ago(200))), Make.Survey.Connected(Make.Acme));

        ShouldLackNothing(found);
        found.Evidence.ShouldNotContain(e => e.Signal.StartsWith("issues reported", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("jira-software")]
    [InlineData("jira-servicedesk")]
    [InlineData("jira-product-discovery")]
    public void Issue_activity_is_required_for_the_whole_Jira_family(string product) =>
        ShouldLack(Judged(Make.Person((new(product), Make.Ago(200))), Make.Survey.Connected(Make.Acme)), "issue activity on acme");

    [Theory]
    [InlineData(1, "how that fits: an issue was reported on acme within 90 days")]
    [InlineData(7, "how that fits: 7 issues were reported on acme within 90 days")]
    public void Issues_reported_need_an_explanation(int reported, string what) =>
        ShouldLack(Judged(Make.IdleEverywhere().Probed(issues: new IssueActivity(Make.Acme, reported, 0)), Make.Survey.Connected(Make.Acme)), what);

    private static Recommendation Edited(Account account, int? requests, int? ideas) =>
        account.Working(new(Make.Acme) { ServiceIssues = requests, Ideas = ideas }).Judged(Make.Survey.Connected(Make.Acme), Make.Settings with { ExtendedReads = true }).ShouldHaveSingleItem();

    [Theory]
    [InlineData(2, null, "how that fits: 2 issues were changed or commented on acme within 90 days")]
    [InlineData(null, 1, "how that fits: an issue was changed or commented on acme within 90 days")]
    [InlineData(2, 1, "how that fits: 3 issues were changed or commented on acme within 90 days")]
    public void Issues_changed_need_an_explanation(int? requests, int? ideas, string what)
    {
        ShouldLack(Edited(Make.IdleEverywhere(), requests, ideas), what);
        ShouldLack(Edited(Make.IdleInJira(), requests, ideas), what);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(null, null)]
    public void No_issue_changed_needs_none(int? requests, int? ideas) => ShouldLackNothing(Edited(Make.IdleEverywhere(), requests, ideas));

    [Fact]
    public void Issues_assigned_are_shown_and_are_no_sign_of_use()
    {
        var found = Judged(Make.IdleEverywhere().Probed(issues: new IssueActivity(Make.Acme, 0, 5)), Make.Survey.Connected(Make.Acme));

        ShouldLackNothing(found);
        found.Said("issues reported on acme").ShouldBe("0; 5 of those read are assigned to them, which is no sign of use");
    }

    [Fact]
    public void Tokens_are_not_checked_where_the_key_cannot_read_them()
    {
        var found = Judged(Make.IdleEverywhere().Probed());

        ShouldLackNothing(found);
        found.Said("API tokens").ShouldBe("not checked: the key has scopes");
    }

    [Fact]
    public void Tokens_are_not_checked_for_an_account_that_the_organisation_does_not_manage() =>
        ShouldLackNothing(Judged((Make.IdleEverywhere() with { Claim = "unmanaged" }).Probed(), Readable));

    [Fact]
    public void Tokens_are_required_where_the_key_can_read_them()
    {
        ShouldLack(Judged(Make.IdleEverywhere(), Readable), "the use of API tokens");
        ShouldLack(Judged(Make.IdleEverywhere().Probed(tokens: Signal.Unknown), Readable), "the use of API tokens");
    }

    [Fact]
    public void Tokens_never_used_are_an_answer()
    {
        var found = Judged(Make.IdleEverywhere().Probed(tokens: Signal.None), Readable);

        ShouldLackNothing(found);
        found.Said("API tokens").ShouldBe("none was ever used");
    }

    [Fact]
    public void What_was_not_asked_is_not_what_holds_a_question_for_a_person_back()
    {
        var found = Judged(Make.NeverActive(40), Readable.Connected(Make.Acme));

        found.Tier.ShouldBe(Tier.Review);
        found.Evidence.ShouldNotContain(e => e.Signal == "missing");
        found.Said("API tokens").ShouldBe("not checked: nothing could be done here anyway");
    }
}
