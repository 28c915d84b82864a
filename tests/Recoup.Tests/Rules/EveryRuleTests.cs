using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Tests.Rules;

/// <summary>What holds for every rule about accounts, each in a situation made for it.</summary>
public sealed class EveryRuleTests
{
    public static TheoryData<string> Ids => [.. StandardRules.All.Select(r => r.Id).Where(id => id is not ("R20" or "R23" or "R24"))];

    [Theory]
    [InlineData("R01", Tier.Probable, RecommendedAction.RemoveAccess)]
    [InlineData("R02", Tier.Probable, RecommendedAction.Suspend)]
    [InlineData("R03", Tier.Probable, RecommendedAction.RemoveAccess)]
    [InlineData("R04", Tier.Probable, RecommendedAction.Suspend)]
    [InlineData("R05", Tier.Probable, RecommendedAction.RemoveAccess)]
    [InlineData("R06", Tier.Certain, RecommendedAction.Suspend)]
    [InlineData("R07", Tier.Certain, RecommendedAction.RemoveAccess)]
    [InlineData("R08", Tier.Probable, RecommendedAction.ChangeRole)]
    [InlineData("R09", Tier.Probable, RecommendedAction.ChangeRole)]
    [InlineData("R10", Tier.Probable, RecommendedAction.ChangeRole)]
    [InlineData("R12", Tier.Certain, RecommendedAction.Suspend)]
    [InlineData("R13", Tier.Review, RecommendedAction.Advise)]
    [InlineData("R14", Tier.Review, RecommendedAction.Advise)]
    [InlineData("R15", Tier.Probable, RecommendedAction.Suspend)]
    [InlineData("R16", Tier.Certain, RecommendedAction.Suspend)]
    [InlineData("R17", Tier.Certain, RecommendedAction.RemoveAccess)]
    [InlineData("R18", Tier.Probable, RecommendedAction.Advise)]
    [InlineData("R19", Tier.Probable, RecommendedAction.RemoveAccess)]
    [InlineData("R22", Tier.Certain, RecommendedAction.Advise)]
    [InlineData("R25", Tier.Review, RecommendedAction.ChangeRole)]
    public void Is_as_sure_and_does_what_the_catalogue_says(string rule, Tier tier, RecommendedAction action)
    {
        var found = Typical.All[rule].Found(rule);

        (found.Tier, found.Action).ShouldBe((tier, action));
        found.Guards.ShouldBeEmpty();
        found.Evidence.ShouldNotContain(e => e.Signal == "missing");
    }

    [Fact]
    public void Every_rule_about_accounts_has_a_situation() => Typical.All.Keys.ShouldBe(Ids.Select(row => row.Data), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Keeps_its_identity_over_scans(string rule)
    {
        var first = Typical.All[rule].Found(rule);
        var later = Typical.All[rule].WithSurvey(v => v with { Scan = new("scan-2"), Now = v.Now.AddHours(1) });

        var second = (later with { Earlier = [.. later.Earlier.Where(e => e.Id != first.Id), first] }).Found(rule);

        (second.Id, second.FirstSeen, second.OpenSince).ShouldBe((first.Id, first.FirstSeen, first.OpenSince));
        (second.LastSeen, second.SeenIn.Value).ShouldBe((Make.Now.AddHours(1), "scan-2"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Says_nothing_of_an_account_that_is_not_active(string rule)
    {
        string[] statuses = ["suspended", "deactivated", "not_invited", "for_deletion", "Active", "a status of next year"];

        // Guard's bill for a suspended account is R07's matter and no other's.
        foreach (var status in statuses)
            Typical.All[rule].With(a => a with { Status = status }).Judged().Where(f => f.Rule != "R07").ShouldBeEmpty(status);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Is_silent_when_switched_off(string rule)
    {
        var situation = Typical.All[rule];

        (situation with { Settings = situation.Settings with { SwitchedOff = [rule] } }).Judged().Of(rule).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Names_its_seats_and_where_every_signal_comes_from(string rule)
    {
        var found = Typical.All[rule].Found(rule);

        foreach (var seat in found.Seats)
            found.Evidence.ShouldContain(e => e.Signal.StartsWith("last use of", StringComparison.Ordinal) && e.Signal.Contains($"{seat.Product.Name} on {Make.Survey.SiteName(seat.Site)}"));
        found.Evidence.ShouldAllBe(e => e.Source.Length > 0 && e.Value.Length > 0 && e.FetchedAt == Make.Now);
        found.DisplayName.ShouldBe("Ann Smith");
        found.AccountId.ShouldBe(Make.Ann);
    }

    /// <summary>
    /// Ways of which a rule hears nothing: it was made for such accounts, asks for no tenure, or is about no seat. Advice changes
    /// nothing, so it does not matter who owns the account.
    /// </summary>
    private static readonly Dictionary<string, string[]> Unheard = new()
    {
        ["R06"] = ["G4"],
        ["R07"] = ["G4"],
        ["R13"] = ["G1 a service account", "G1 a bot", "G1 a token in use", "G4", "G7"],
        ["R14"] = ["G1 a shared mailbox", "G1 a token in use", "G4", "G7"],
        ["R16"] = ["G4"],
        ["R18"] = ["G2 a product admin", "G3 its product left alone", "G3 its site left alone", "G5", "G7", "G8"],
        ["R22"] = ["G4", "G7"],
        ["R25"] = ["G2 an organisation admin", "G2 a site admin", "G2 a user-access admin", "G2 a role new to us", "G2 a product admin"],
    };

    /// <summary>Ways that leave a rule nothing to say, or hand the account to another one.</summary>
    private static readonly Dictionary<string, string[]> Ended = new()
    {
        ["R04"] = ["G4 joined yesterday"],
        ["R05"] = ["G4 joined yesterday", "G7 made by the identity provider"],
        ["R12"] = ["G1 a service account", "G1 a bot", "G1 a shared mailbox", "G1 an app", "G1 a customer"],
        ["R13"] = ["G1 a shared mailbox", "G1 an app", "G1 a customer"],
        ["R14"] = ["G1 a service account", "G1 a bot", "G1 an app", "G1 a customer"],
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void Listens_to_every_guard(string rule)
    {
        var before = Typical.All[rule].Found(rule);

        foreach (var way in GuardWays.All)
        {
            var after = way.Add(Typical.All[rule]).Judged().Of(rule);
            if (Concerns(Ended, way))
            {
                after.ShouldBeNull(way.Name);
                continue;
            }

            after.ShouldNotBeNull(way.Name);
            var heard = !Concerns(Unheard, way);
            (after.Tier, after.Action).ShouldBe(heard ? way.Of(before.Tier, before.Action) : (before.Tier, before.Action), way.Name);
            if (heard)
                after.Said($"guard {way.Guard}").ShouldNotBeEmpty(way.Name);
        }

        bool Concerns(Dictionary<string, string[]> table, GuardWay way) => table.TryGetValue(rule, out var names) && names.Any(n => way.Name.StartsWith(n, StringComparison.Ordinal));
    }
}
