using Recoup.Core.Policies;
using Recoup.Web;
using Recoup.Web.Configuring;
using Recoup.Web.Parts;

namespace Recoup.Tests.Pages;

/// <summary>Where there is no command line no message names one.</summary>
public sealed class VerbsTests
{
    [Theory]
    [InlineData("no sums: recoup settings set cost.jira-software 7.53", "no sums: cost.jira-software on the page Settings")]
    [InlineData("recoup settings set tiers.jira-software 100,200,300 and renewal.jira-software DATE", "tiers.jira-software on the page Settings and renewal.jira-software DATE")]
    [InlineData("make a new one and run recoup connect again.", "make a new one and run the page Connection again.")]
    [InlineData("do not count: recoup connect --org o-1 --site https://acme.atlassian.net/ --site-email E --site-token-file F", "do not count: the page Connection")]
    [InlineData("Go on with it (recoup runs resume r-1) or stop it (recoup runs stop r-1), then clear again", "Go on with it (the page Runs) or stop it (the page Runs), then clear again")]
    [InlineData("there is no plan p of o. See: recoup plan list", "there is no plan p of o. See: the page Plans")]
    [InlineData("they wait for a list of people: recoup people import FILE.csv", "they wait for a list of people: the self-hosted edition")]
    [InlineData("That is done on the pages of recoup serve, never on the command line", "That is done on the pages of Recoup, never on the command line")]
    [InlineData("when recoup serve scans by itself, in UTC: 02:30", "when Recoup scans by itself, in UTC: 02:30")]
    [InlineData("Recoup sees what it sees", "Recoup sees what it sees")]
    public void A_message_names_the_page(string text, string told)
    {
        Verbs.Told(text, Edition.Jira).ShouldBe(told);
        Verbs.Told(text, Edition.Server).ShouldBe(text);
    }

    [Fact]
    public void No_setting_and_no_group_of_them_names_a_verb()
    {
        List<string> texts = [.. SettingName.All.Select(s => s.Meaning), .. SettingGroup.All.Select(g => g.About)];
        texts.Count.ShouldBeGreaterThan(20);
        texts.Select(text => Verbs.Told(text, Edition.Jira)).ShouldAllBe(text => !text.Contains("recoup ", StringComparison.Ordinal));
    }
}
