using Recoup.Engine.Summarising;
using Recoup.Server;
using Recoup.Server.Hosting;

namespace Recoup.Tests.Assisting;

/// <summary>A summary says nothing that code cannot vouch for (P18).</summary>
public sealed class SummaryTests
{
    private static readonly IReadOnlyList<Fact> Facts =
    [
        new("ready", "82 seats that can be had back", "82 seats that can be had back"),
        new("saving.1", "about USD 735.00 a month from 9 Dec 2026", "about USD 735.00 a month from 9 Dec 2026"),
        new("rule.R02", "12 findings of \"idle everywhere\"", "12 findings of \"idle everywhere\""),
    ];

    private static WrittenSummary? Read(string text) => WrittenSummary.TryRead(text, Facts, "claude", Make.Now);

    [Fact]
    public void P18_Code_fills_the_slots_in()
    {
        Read("{ready} would save {saving.1}. Among them are {rule.R02}.").ShouldNotBeNull().TryShow(Facts)
            .ShouldBe("82 seats that can be had back would save about USD 735.00 a month from 9 Dec 2026. Among them are 12 findings of \"idle everywhere\".");
    }

    [Theory]
    [InlineData("{ready} would save USD 9,000.")]
    [InlineData("{ready}, that is 82 seats.")]
    [InlineData("{ready} in twelve groups.")]
    [InlineData("{ready}, and all of them are safe.")]
    [InlineData("{ready}; half of them are old.")]
    [InlineData("No seat is lost, {ready}.")]
    [InlineData("{ready}, the largest part of it {rule.R02}.")]
    [InlineData("{ready} grew since last month.")]
    [InlineData("{ready} – ８２.")]
    [InlineData("{ready} Ⅻ")]
    [InlineData("{ready} ½")]
    [InlineData("{ready} двенадцать")]
    [InlineData("{ready} 十二")]
    [InlineData("{ready} 50% off")]
    [InlineData("{ready} and {saving.2}.")]
    [InlineData("{ready} and {review}.")]
    [InlineData("{ready} and {ready")]
    [InlineData("{ready} and {{saving.1}}")]
    [InlineData("There is something to be had back.")]
    [InlineData("<b>{ready}</b>")]
    [InlineData("")]
    public void P18_What_is_no_slot_and_says_how_many_is_not_shown(string text) => Read(text).ShouldBeNull();

    [Fact]
    public void P18_A_text_without_end_is_not_shown() => Read(string.Concat(Enumerable.Repeat("{ready} and ", 200))).ShouldBeNull();

    [Fact]
    public void P18_When_a_figure_has_changed_it_is_not_shown_any_more()
    {
        var written = Read("{ready} would save {saving.1}.").ShouldNotBeNull();
        Fact[] later = [Facts[0] with { Phrase = "81 seats that can be had back" }, .. Facts.Skip(1)];
        written.TryShow(later).ShouldBeNull();
        written.TryShow([Facts[0], Facts[2]]).ShouldBeNull("prices are gone");
        (written with { Text = "{ready} would save {saving.1} a day, 5 times." }).TryShow(Facts).ShouldBeNull("somebody has changed what is kept");
    }

    [Fact]
    public async Task P18_A_scan_keeps_what_was_checked_and_nothing_else()
    {
        await using var asked = await Asked.StartAsync(classifier: false, summary: true);
        asked.Emulator.Claude.Answer("""{"summary":"{ready} are there. {held.jira-software} are paid for."}""");
        (await asked.ScanAsync()).GetProperty("status").GetString().ShouldBe("complete");
        (await Written(asked)).ShouldNotBeNull().Text.ShouldBe("{ready} are there. {held.jira-software} are paid for.");

        asked.Emulator.Claude.Answer("""{"summary":"{ready} are there, which saves USD 1,000,000."}""");
        (await asked.ScanAsync()).GetProperty("status").GetString().ShouldBe("complete");
        (await Written(asked)).ShouldBeNull();
    }

    private static async Task<WrittenSummary?> Written(Asked asked)
    {
        await using var workplace = await Workplace.OpenAsync(asked.Premises.Shell.Data, CommandHost.System, TestContext.Current.CancellationToken);
        return (await workplace.Store.ScansAsync(new(asked.Premises.Org), new(1), TestContext.Current.CancellationToken))[0].Summary;
    }
}
