using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary>What the order form says, as settings.</summary>
public sealed class OrderFormTests : IDisposable
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("plan.confluence", "gold", "free, standard, premium or enterprise")]
    [InlineData("billing.confluence", "weekly", "monthly, annual (in tiers) or contract")]
    [InlineData("purchased.confluence", "0", "1 to 10000000")]
    [InlineData("renewal.confluence", "14.3.2027", "such as 2027-03-14")]
    [InlineData("tiers.confluence", "200,100", "ascending, separated by commas, such as 100,200,300")]
    [InlineData("onboarding.guard", "many", "0 to 1000000")]
    [InlineData("reads.extended", "on", "true or false")]
    [InlineData("threshold.bufferPercent", "0", "1 to 100")]
    public async Task P10_What_does_not_fit_is_refused_with_what_would(string name, string value, string part)
    {
        var run = await _shell.RunAsync("settings", "set", name, value);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldStartWith($"\"{value}\" is not a value of {name}: ");
        run.Error.ShouldContain(part);
    }

    [Fact]
    public async Task A_renewal_that_has_passed_is_taken_with_a_warning()
    {
        var passed = await _shell.RunAsync("settings", "set", "renewal.jira-software", "2026-11-22");
        var today = await _shell.RunAsync("settings", "set", "renewal.confluence", "2026-11-23");
        var other = await _shell.RunAsync("settings", "set", "plan.jira-software", "premium");

        passed.Code.ShouldBe(ExitCode.Ok);
        passed.Error.ShouldContain("2026-11-22 has passed: until you set the next renewal of Jira, nothing is said of what it would bring.");
        today.Error.ShouldNotContain("passed");
        other.Error.ShouldNotContain("passed");
        (await _shell.RunAsync("settings", "get", "renewal.jira-software")).Out.Trim().ShouldBe("2026-11-22");
    }

    [Fact]
    public async Task What_the_order_form_says_is_kept_and_can_be_taken_away()
    {
        await _shell.RunAsync("settings", "set", "tiers.guard", "100, 200");
        var kept = await _shell.RunAsync("settings", "get", "tiers.guard");
        await _shell.RunAsync("settings", "set", "tiers.guard", "");

        kept.Out.Trim().ShouldBe("100,200");
        (await _shell.RunAsync("settings", "get", "tiers.guard")).Out.Trim().ShouldBeEmpty();
    }

    public void Dispose() => _shell.Dispose();
}
