using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Engine;

namespace Recoup.Tests.Documents;

/// <summary>A document that was written before a property existed must read as the property's default, not as zero or null.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void Settings_without_anything_are_the_defaults()
    {
        var read = JsonSerializer.Deserialize("{}", CoreJson.Default.Settings);

        JsonSerializer.Serialize(read, CoreJson.Default.Settings).ShouldBe(JsonSerializer.Serialize(new Settings(), CoreJson.Default.Settings));
        new Settings().InactiveDays.ShouldBe(90);
        new Settings().NeverUsedDays.ShouldBe(30);
        new Settings().ExternalDays.ShouldBe(45);
    }

    [Fact]
    public void An_account_without_anything_optional_is_whole()
    {
        var read = JsonSerializer.Deserialize("""{"id":"a","name":"Ana","status":"active","fetchedAt":"2026-01-01T00:00:00Z"}""", CoreJson.Default.Account)!;

        read.Seats.ShouldBeEmpty();
        read.Kind.ShouldBe(Kind.Unjudged);
        read.Kind.Clear.ShouldBeFalse();
        read.Type.ShouldBe("atlassian");
        read.Usage.ShouldBeNull();
        read.LastActiveAnywhere.ShouldBe(Signal.Unknown);
    }

    [Fact]
    public void A_hold_without_a_first_day_held_from_the_start()
    {
        var read = JsonSerializer.Deserialize("""{"account":"a","owner":"Zoë","reason":"leave","until":"2027-03-31"}""", CoreJson.Default.Hold)!;

        read.From.ShouldBeNull();
        read.IsLive(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBeTrue();
    }

    [Fact]
    public void A_kind_from_before_there_was_confidence_is_not_clear()
    {
        var read = JsonSerializer.Deserialize(
            """{"id":"a","name":"Ana","status":"active","kind":{"value":"human","because":["so"]},"fetchedAt":"2026-01-01T00:00:00Z"}""", CoreJson.Default.Account)!;

        read.Kind.Value.ShouldBe(AccountKind.Human);
        read.Kind.Clear.ShouldBeFalse();
    }

    [Fact]
    public void A_finding_from_before_there_were_notices_is_of_somebody_who_was_not_told()
    {
        var read = JsonSerializer.Deserialize(
            """{"id":"f","rule":"R01","tier":"probable","accountId":"a","displayName":"Ana","seats":[],"action":"suspend","evidence":[],"changesOurMind":"Use.","state":"open"}""",
            CoreJson.Default.Recommendation)!;

        (read.NoticedAt, read.Notice).ShouldBe((null, NoticeAnswer.None));
    }

    [Fact]
    public void A_scan_without_anything_optional_is_whole()
    {
        var read = JsonSerializer.Deserialize("""{"org":"o","id":"s","survey":{"org":"o","scan":"s","now":"2026-01-01T00:00:00Z","source":"x"}}""", EngineJson.Default.Scan)!;

        read.Survey.Sites.ShouldBeEmpty();
        read.Survey.Missing.ShouldBeEmpty();
        read.Survey.UnreadSeats.ShouldBeEmpty();
        read.Seats.ShouldBeEmpty();
        read.Ties.ShouldBeEmpty();
        read.Findings.ByRule.ShouldBeEmpty();
        read.RequestCount.ShouldBe(0);
    }
}
