using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Recommendations;

/// <summary>Identity and life of a finding.</summary>
public sealed class RecommendationTests
{
    private static readonly OrgId Org = new("org-1");
    private static readonly AccountId Ann = new("712020:ann");
    private static readonly Resource Jira = new(Product.Jira, new("cloud-é"));

    /// <summary>RULES 3, written down once more.</summary>
    private static string Hash(params string[] parts)
    {
        var bytes = new List<byte>();
        foreach (var part in parts)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)Encoding.UTF8.GetByteCount(part));
            bytes.AddRange(length);
            bytes.AddRange(Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexString(SHA256.HashData(bytes.ToArray()))[..32].ToLowerInvariant();
    }

    private static Recommendation Finding(Tier tier = Tier.Probable) => Make.IdleInJira().Judged().ShouldHaveSingleItem() with { Tier = tier };

    private static Recommendation Stored(Tier tier = Tier.Probable) => Finding(tier) with
    {
        FirstSeen = Make.Now.AddDays(-70),
        OpenSince = Make.Now.AddDays(-40),
        LastSeen = Make.Now.AddDays(-1),
        SeenIn = new("scan-0"),
        State = RecommendationState.Dismissed,
    };

    [Fact]
    public void The_id_is_the_first_128_bits_of_SHA256_over_length_prefixed_parts()
    {
        RecommendationId.OfSeat(Org, "R01", Ann, Jira).ShouldBe(Hash("org-1", "R01", "seat", "712020:ann", "jira-software", "cloud-é"));
        RecommendationId.OfAccount(Org, "R02", Ann).ShouldBe(Hash("org-1", "R02", "account", "712020:ann"));
    }

    [Fact]
    public void P12_The_id_of_a_known_finding_never_changes()
    {
        // Computed by another program: whoever changes these orphans every stored finding.
        RecommendationId.OfAccount(new("local"), "R02", new("a")).ShouldBe("0e9293f50d5d9ffc00a294a867235ab2");
        RecommendationId.OfSeat(new("local"), "R01", new("a"), new(Product.Jira, new("s"))).ShouldBe("742272920ab84ebca2bff0931303b03c");
    }

    [Fact]
    public void Another_organisation_rule_account_product_or_site_is_another_finding()
    {
        string[] ids =
        [
            RecommendationId.OfSeat(Org, "R01", Ann, Jira),
            RecommendationId.OfSeat(new("org-2"), "R01", Ann, Jira),
            RecommendationId.OfSeat(Org, "R03", Ann, Jira),
            RecommendationId.OfSeat(Org, "R01", new("712020:bob"), Jira),
            RecommendationId.OfSeat(Org, "R01", Ann, Jira with { Product = Product.Confluence }),
            RecommendationId.OfSeat(Org, "R01", Ann, Jira with { Site = new("cloud-2") }),
            RecommendationId.OfAccount(Org, "R01", Ann),
        ];

        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.Length == 32 && id.All(char.IsAsciiHexDigitLower));
    }

    [Fact]
    public void Parts_cannot_run_into_each_other()
    {
        RecommendationId.OfAccount(new("org"), "1R02", Ann).ShouldNotBe(RecommendationId.OfAccount(new("org1"), "R02", Ann));
        RecommendationId.OfSeat(Org, "R01", new("ab"), new(new("c"), new("d"))).ShouldNotBe(RecommendationId.OfSeat(Org, "R01", new("a"), new(new("bc"), new("d"))));
        RecommendationId.OfSeat(Org, "R01", Ann, new(new("ab"), new("c"))).ShouldNotBe(RecommendationId.OfSeat(Org, "R01", Ann, new(new("a"), new("bc"))));
        RecommendationId.OfAccount(Org, "R01", new("a\0b")).ShouldNotBe(RecommendationId.OfAccount(Org, "R01", new("a")));
    }

    [Fact]
    public void P12_The_same_finding_keeps_its_id_and_first_seen_date()
    {
        var first = Make.IdleInJira().Judged().ShouldHaveSingleItem();
        var later = Make.Survey with { Now = Make.Now.AddDays(7), Scan = new("scan-2") };

        var second = (Make.IdleInJira() with { Name = "Ann Jones", Email = "new@acme.example" }).Judged(later, earlier: [first]).ShouldHaveSingleItem();

        second.Id.ShouldBe(first.Id);
        (second.FirstSeen, second.OpenSince).ShouldBe((Make.Now, Make.Now));
        (second.LastSeen, second.SeenIn).ShouldBe((Make.Now.AddDays(7), new ScanId("scan-2")));
        second.DisplayName.ShouldBe("Ann Jones");
    }

    [Fact]
    public void A_new_finding_begins_now()
    {
        var found = Finding();

        (found.FirstSeen, found.OpenSince, found.LastSeen, found.SeenIn, found.State).ShouldBe((Make.Now, Make.Now, Make.Now, Make.Survey.Scan, RecommendationState.Open));
        found.Following(null, partial: true).ShouldBe(found);
    }

    [Fact]
    public void P12_A_finding_keeps_what_was_decided_about_it()
    {
        var found = Finding().Following(Stored(), partial: false);

        (found.FirstSeen, found.OpenSince, found.State).ShouldBe((Make.Now.AddDays(-70), Make.Now.AddDays(-40), RecommendationState.Dismissed));
        (found.LastSeen, found.SeenIn).ShouldBe((Make.Now, Make.Survey.Scan));
    }

    [Fact]
    public void P12_A_closed_finding_that_is_found_again_is_open_since_now_and_keeps_its_first_seen_date()
    {
        var closed = Stored().Closed("used again");

        var found = Finding().Following(closed, partial: false);

        (found.FirstSeen, found.OpenSince, found.State, found.ClosedBecause).ShouldBe((Make.Now.AddDays(-70), Make.Now, RecommendationState.Open, null));
    }

    private static Recommendation Told(RecommendationState state = RecommendationState.Open) =>
        Stored() with { State = state, NoticedAt = Make.Now.AddDays(-9), Notice = NoticeAnswer.Agreed };

    [Theory]
    [InlineData(RecommendationState.Open)]
    [InlineData(RecommendationState.Dismissed)]
    [InlineData(RecommendationState.Planned)]
    [InlineData(RecommendationState.Applied)]
    public void That_somebody_was_told_and_what_they_said_lasts_from_scan_to_scan(RecommendationState state)
    {
        var found = Finding(Tier.Review).Following(Told(state), partial: true);

        (found.NoticedAt, found.Notice).ShouldBe((Make.Now.AddDays(-9), NoticeAnswer.Agreed));
    }

    [Fact]
    public void A_notice_ends_when_the_finding_was_closed_and_is_found_again()
    {
        var found = Finding().Following(Told().Closed("used again"), partial: false);

        (found.State, found.NoticedAt, found.Notice).ShouldBe((RecommendationState.Open, null, NoticeAnswer.None));
    }

    [Fact]
    public void A_notice_ends_with_a_hold_not_while_it_lasts()
    {
        var during = (Finding() with { Tier = Tier.Excluded, Action = RecommendedAction.Advise, Guards = ["G3"] }).Following(Told(RecommendationState.Held), partial: false);
        var after = Finding().Following(during, partial: false);

        (during.State, during.NoticedAt, during.Notice).ShouldBe((RecommendationState.Held, Make.Now.AddDays(-9), NoticeAnswer.Agreed));
        (after.State, after.NoticedAt, after.Notice).ShouldBe((RecommendationState.Open, null, NoticeAnswer.None));
    }

    [Fact]
    public void Nobody_was_told_of_another_action()
    {
        var found = (Finding() with { Action = RecommendedAction.Deactivate }).Following(Told() with { Action = RecommendedAction.Suspend }, partial: false);

        (found.NoticedAt, found.Notice).ShouldBe((null, NoticeAnswer.None));
    }

    [Fact]
    public void Closing_says_why_and_stands_behind_nothing()
    {
        var closed = (Stored() with { SupersededBy = "x" }).Closed("the seat is no longer held");

        (closed.State, closed.ClosedBecause, closed.SupersededBy).ShouldBe((RecommendationState.Closed, "the seat is no longer held", null));
        closed.IsActionable.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Tier.Excluded, Tier.Probable, Tier.Excluded)]
    [InlineData(Tier.Review, Tier.Probable, Tier.Review)]
    [InlineData(Tier.Probable, Tier.Certain, Tier.Probable)]
    [InlineData(Tier.Probable, Tier.Review, Tier.Review)]
    [InlineData(Tier.Probable, Tier.Probable, Tier.Probable)]
    public void A_partial_scan_raises_no_tier(Tier earlier, Tier now, Tier expected)
    {
        Finding(now).Following(Stored(earlier), partial: true).Tier.ShouldBe(expected);
        Finding(now).Following(Stored(earlier), partial: false).Tier.ShouldBe(now);
    }

    [Fact]
    public void A_partial_scan_that_leaves_a_row_excluded_proposes_nothing()
    {
        var found = Finding().Following(Stored(Tier.Excluded), partial: true);

        (found.Tier, found.Action).ShouldBe((Tier.Excluded, RecommendedAction.Advise));
    }

    [Fact]
    public void A_partial_scan_raises_no_tier_in_the_judge_either()
    {
        var before = (Make.IdleInJira() with { Incomplete = "cut short" }).Judged();

        Make.IdleInJira().Judged(Make.Survey with { Missing = ["events"] }, earlier: before).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Review);
        Make.IdleInJira().Judged(earlier: before).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Probable);
    }

    [Theory]
    [InlineData(Tier.Certain, RecommendationState.Open, true)]
    [InlineData(Tier.Probable, RecommendationState.Open, true)]
    [InlineData(Tier.Review, RecommendationState.Open, false)]
    [InlineData(Tier.Excluded, RecommendationState.Open, false)]
    [InlineData(Tier.Probable, RecommendationState.Held, false)]
    [InlineData(Tier.Probable, RecommendationState.Dismissed, false)]
    [InlineData(Tier.Probable, RecommendationState.Applied, false)]
    public void Only_open_findings_that_are_certain_or_probable_count(Tier tier, RecommendationState state, bool counts) =>
        (Finding(tier) with { State = state }).IsActionable.ShouldBe(counts);
}
