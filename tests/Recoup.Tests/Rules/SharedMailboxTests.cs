using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R14: a shared mailbox on a paid seat; advice about what G1 protects.</summary>
public sealed class SharedMailboxTests
{
    private static Account Mailbox(Signal? last = null, AccountKind kind = AccountKind.Shared) =>
        Make.Person((Product.Jira, last ?? Make.Ago(1))) with { Kind = new(kind, ["named so"]) };

    [Theory]
    [InlineData(AccountKind.Shared, true)]
    [InlineData(AccountKind.Human, false)]
    [InlineData(AccountKind.Unknown, false)]
    [InlineData(AccountKind.Service, false)]
    [InlineData(AccountKind.Bot, false)]
    public void Is_advice_about_shared_mailboxes(AccountKind kind, bool found)
    {
        var finding = Mailbox(kind: kind).Judged().Of("R14");

        (finding is not null).ShouldBe(found);
        if (found)
            (finding!.Tier, finding.Action, finding.Guards.Count, finding.Said("for its owner to decide").Contains("Atlassian's terms")).ShouldBe((Tier.Review, RecommendedAction.Advise, 0, true));
    }

    [Fact]
    public void Whether_it_is_used_does_not_matter()
    {
        foreach (var last in new[] { Make.Ago(0), Make.Ago(900), Make.Ago(-1), Signal.None, Signal.Unknown })
            Mailbox(last).Judged().Of("R14")!.Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void A_sandbox_is_silent() =>
        (Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(1))) with { Kind = new(AccountKind.Shared, ["named so"]) }).Judged().ShouldBeEmpty();

    [Fact]
    public void Admins_and_holds_are_protected_all_the_same()
    {
        (Mailbox() with { PlatformRoles = [Role.SiteAdmin] }).Judged().Of("R14")!.Tier.ShouldBe(Tier.Excluded);
        Mailbox().Judged(holds: [new(Make.Ann, "IT", "known", Make.Today)]).Of("R14")!.Tier.ShouldBe(Tier.Excluded);
    }

    [Fact]
    public void Stands_beside_what_G1_protects_and_supersedes_nothing() =>
        Mailbox(Make.Ago(200)).Judged().Select(f => (f.Rule, f.Tier, f.SupersededBy)).ShouldBe([("R02", Tier.Excluded, null), ("R14", Tier.Review, null)]);
}
