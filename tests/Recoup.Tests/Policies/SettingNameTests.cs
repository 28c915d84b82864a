using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;

namespace Recoup.Tests.Policies;

/// <summary>P10: every input is checked.</summary>
public sealed class SettingNameTests
{
    private static readonly Settings Before = new() { InactiveDays = 91, Currency = "EUR" };

    private static SettingName Named(string name) => SettingName.TryGet(name).ShouldNotBeNull();

    private static Settings? Set(string name, string text) => Named(name).Set(Before, text);

    private static readonly IReadOnlyList<(string Name, string Text)> OrderForm =
    [
        ("plan", "free"), ("plan", "standard"), ("plan", "premium"), ("plan", "enterprise"), ("plan", ""),
        ("billing", "monthly"), ("billing", "annual"), ("billing", "contract"), ("billing", ""),
        ("purchased", "1"), ("purchased", "10000000"), ("purchased", ""),
        ("renewal", "2027-03-14"), ("renewal", "2028-02-29"), ("renewal", "2000-01-01"), ("renewal", "2099-12-31"), ("renewal", ""),
        ("tiers", "100"), ("tiers", "1,2,10000000"), ("tiers", ""),
        ("onboarding", "0"), ("onboarding", "1000000"), ("onboarding", ""),
    ];

    public static TheoryData<string, string> Values =>
        [.. SimpleValues, .. from row in OrderForm from product in (string[])["jira-software", "confluence", "jira-servicedesk", "jira-product-discovery", "guard"] select new TheoryDataRow<string, string>($"{row.Name}.{product}", row.Text)];

    private static TheoryData<string, string> SimpleValues => new()
    {
        { "cost.jira-software", "8.15" },
        { "cost.confluence", "0" },
        { "cost.jira-servicedesk", "10000" },
        { "cost.jira-product-discovery", "0.005" },
        { "cost.guard", "4.05" },
        { "currency", "JPY" },
        { "threshold.inactiveDays", "7" },
        { "threshold.inactiveDays", "730" },
        { "threshold.neverUsedDays", "1" },
        { "threshold.neverUsedDays", "365" },
        { "threshold.externalDays", "7" },
        { "threshold.externalDays", "730" },
        { "threshold.bufferPercent", "1" },
        { "threshold.bufferPercent", "100" },
        { "billingZone", "+00:00" },
        { "billingZone", "+14:00" },
        { "billingZone", "-12:00" },
        { "billingZone", "-03:30" },
        { "approval.above", "0" },
        { "approval.above", "50" },
        { "approval.above", "" },
        { "waves.soakHours", "0" },
        { "waves.soakHours", "336" },
        { "schedule.scan", "02:30" },
        { "schedule.scan", "sun 02:30" },
        { "schedule.scan", "" },
        { "notice.days", "0" },
        { "notice.days", "60" },
        { "verify.afterMinutes", "1440" },
        { "verify.afterMinutes", "" },
        { "limit.run", "1000000" },
        { "limit.run", "" },
        { "limit.day", "1000000" },
        { "limit.day", "" },
        { "limit.group", "1000000" },
        { "limit.group", "" },
        { "reads.extended", "true" },
        { "reads.extended", "false" },
        { "aiEnabled.classifier", "true" },
        { "aiEnabled.classifier", "false" },
        { "aiEnabled.summary", "true" },
        { "ai.pseudonymous", "true" },
        { "ai.model", "claude-opus-5.5" },
        { "ai.price", "1/5" },
        { "ai.price", "0.25/1000" },
        { "ai.price", "" },
        { "ai.limit.scan", "0" },
        { "ai.limit.scan", "1000" },
        { "ai.limit.scan", "" },
        { "ai.limit.month", "10000" },
        { "ai.limit.month", "" },
        { "companyDomains", "acme.example,acme.co.uk" },
        { "companyDomains", "münchen.example" },
        { "billingContact", "712020:0a1b" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void P10_A_value_can_be_set_and_read_again(string name, string text)
    {
        var after = Set(name, text).ShouldNotBeNull();

        Named(name).Get(after).ShouldBe(text);
        foreach (var other in SettingName.All.Where(s => s.Name != name))
            other.Get(after).ShouldBe(other.Get(Before));
    }

    [Fact]
    public void Every_setting_has_a_value_in_the_table()
    {
        SettingName.All.ShouldNotBeEmpty();
        SettingName.All.Select(s => s.Name).ShouldBeUnique();
        SettingName.All.Select(s => s.Name).ShouldBe(Values.Select(v => v.Data.Item1).Distinct(), ignoreOrder: true);
        SettingName.All.ShouldAllBe(s => s.Meaning.Length > 0);
    }

    [Theory]
    [InlineData("threshold.inactiveDays", "6")]
    [InlineData("threshold.inactiveDays", "731")]
    [InlineData("threshold.neverUsedDays", "0")]
    [InlineData("threshold.neverUsedDays", "366")]
    [InlineData("threshold.externalDays", "6")]
    [InlineData("threshold.externalDays", "731")]
    [InlineData("threshold.bufferPercent", "0")]
    [InlineData("threshold.bufferPercent", "101")]
    [InlineData("cost.confluence", "10000.01")]
    [InlineData("purchased.jira-software", "0")]
    [InlineData("purchased.jira-software", "10000001")]
    [InlineData("onboarding.guard", "1000001")]
    [InlineData("renewal.confluence", "1999-12-31")]
    [InlineData("renewal.confluence", "2100-01-01")]
    [InlineData("tiers.confluence", "0,100")]
    [InlineData("approval.above", "51")]
    [InlineData("waves.soakHours", "337")]
    [InlineData("schedule.scan", "24:00")]
    [InlineData("schedule.scan", "2:30")]
    [InlineData("schedule.scan", "sunday 02:30")]
    [InlineData("notice.days", "61")]
    [InlineData("notice.days", "-1")]
    [InlineData("verify.afterMinutes", "1441")]
    [InlineData("limit.run", "0")]
    [InlineData("limit.day", "0")]
    [InlineData("limit.group", "1000001")]
    [InlineData("tiers.confluence", "100,10000001")]
    public void P10_A_value_out_of_its_range_is_refused(string name, string text) => Set(name, text).ShouldBeNull();

    [Theory]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1e9")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData(" 9")]
    [InlineData("9 ")]
    [InlineData(" ")]
    [InlineData("1,000")]
    [InlineData("1 000")]
    [InlineData("8,15")]
    [InlineData("$8")]
    [InlineData("0x10")]
    [InlineData("(8)")]
    [InlineData("8.1.5")]
    [InlineData("٨")]
    [InlineData("８")]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("eight")]
    [InlineData("8\n")]
    public void P10_Nonsense_is_refused_as_a_cost_and_as_a_number_of_days(string text)
    {
        Set("cost.jira-software", text).ShouldBeNull();
        Set("threshold.inactiveDays", text).ShouldBeNull();
        Set("threshold.neverUsedDays", text).ShouldBeNull();
    }

    [Theory]
    [InlineData("plan.jira-software", "Premium")]
    [InlineData("plan.jira-software", "2")]
    [InlineData("plan.jira-software", "cloud")]
    [InlineData("billing.guard", "yearly")]
    [InlineData("billing.guard", "0")]
    [InlineData("purchased.confluence", "5e2")]
    [InlineData("purchased.confluence", "1,000")]
    [InlineData("purchased.confluence", "-1")]
    [InlineData("renewal.confluence", "14.03.2027")]
    [InlineData("renewal.confluence", "2027-3-14")]
    [InlineData("renewal.confluence", "2027-02-29")]
    [InlineData("renewal.confluence", "2027-03-14T00:00:00Z")]
    [InlineData("tiers.confluence", "100,100")]
    [InlineData("tiers.confluence", "200,100")]
    [InlineData("tiers.confluence", "100,,200")]
    [InlineData("tiers.confluence", "100,")]
    [InlineData("tiers.confluence", "100;200")]
    [InlineData("onboarding.confluence", "-1")]
    [InlineData("onboarding.confluence", "some")]
    [InlineData("reads.extended", "yes")]
    [InlineData("reads.extended", "True")]
    [InlineData("reads.extended", "")]
    public void P10_What_no_order_form_says_is_refused(string name, string text) => Set(name, text).ShouldBeNull();

    [Fact]
    public void At_most_a_hundred_tiers_are_taken()
    {
        Set("tiers.confluence", string.Join(',', Enumerable.Range(1, 100))).ShouldNotBeNull();
        Set("tiers.confluence", string.Join(',', Enumerable.Range(1, 101))).ShouldBeNull();
    }

    [Fact]
    public void What_the_order_form_says_about_one_product_gathers_in_one_contract()
    {
        var settings = Before;
        foreach (var (name, text) in new[] { ("plan", "premium"), ("billing", "annual"), ("purchased", "500"), ("renewal", "2027-03-14"), ("tiers", "400, 500"), ("onboarding", "12") })
            settings = Named($"{name}.confluence").Set(settings, text).ShouldNotBeNull();

        var contract = settings.Contracts.ShouldHaveSingleItem().Value;
        settings.Contracts.ShouldContainKey(Product.Confluence);
        (contract.Plan, contract.Billing, contract.Purchased, contract.Renews, contract.Onboarding).ShouldBe((ProductPlan.Premium, Billing.Annual, 500, new(2027, 3, 14), 12));
        contract.Tiers.ShouldBe([400, 500]);
    }

    [Fact]
    public void A_contract_of_which_nothing_is_left_is_gone()
    {
        var with = Named("plan.guard").Set(Set("onboarding.guard", "5")!, "premium")!;

        Named("plan.guard").Set(with, "")!.Contracts.ShouldContainKey(Product.Guard);
        Named("onboarding.guard").Set(Named("plan.guard").Set(with, "")!, "")!.Contracts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("9.0")]
    [InlineData("")]
    public void Days_are_whole_and_there_is_always_a_number(string text) => Set("threshold.inactiveDays", text).ShouldBeNull();

    [Fact]
    public void An_empty_cost_takes_the_price_away()
    {
        var with = Set("cost.confluence", "5").ShouldNotBeNull();

        var without = Named("cost.confluence").Set(with, "").ShouldNotBeNull();

        with.Costs.ShouldContainKey(Product.Confluence);
        without.Costs.ShouldBeEmpty();
        Named("cost.confluence").Get(without).ShouldBeEmpty();
    }

    [Fact]
    public void Setting_a_value_leaves_the_settings_before_as_they_were()
    {
        Set("cost.confluence", "5");

        Before.Costs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("usd")]
    [InlineData("US")]
    [InlineData("USDT")]
    [InlineData("U$D")]
    [InlineData("")]
    [InlineData("ÄÖÜ")]
    public void P10_A_currency_is_three_capital_letters(string text) => Set("currency", text).ShouldBeNull();

    [Fact]
    public void Domains_are_kept_once_each_in_lower_case_without_spaces() =>
        Set("companyDomains", " ACME.Example , acme.example,,Acme.Co.UK ")!.CompanyDomains.ShouldBe(["acme.example", "acme.co.uk"]);

    [Fact]
    public void No_domains_is_an_answer() => Set("companyDomains", "")!.CompanyDomains.ShouldBeEmpty();

    [Theory]
    [InlineData("acme")]
    [InlineData("@acme.example")]
    [InlineData("ann@acme.example")]
    [InlineData("*.acme.example")]
    [InlineData("https://acme.example")]
    [InlineData("acme.example; other.example")]
    [InlineData(".")]
    [InlineData(".acme.example")]
    [InlineData("acme.example.")]
    [InlineData("acme..example")]
    public void P10_What_is_no_domain_is_refused(string text) => Set("companyDomains", text).ShouldBeNull();

    [Theory]
    [InlineData(" ")]
    [InlineData("ann@acme.example")]
    [InlineData("Ann Smith")]
    public void P10_A_billing_contact_is_an_account_id(string text) => Set("billingContact", text).ShouldBeNull();

    [Fact]
    public void The_billing_contact_can_be_taken_away() =>
        Named("billingContact").Set(Before with { BillingContact = new("a") }, "")!.BillingContact.ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("Currency")]
    [InlineData("threshold.inactivedays")]
    [InlineData("cost.bitbucket")]
    public void A_name_that_is_none_is_not_found(string name) => SettingName.TryGet(name).ShouldBeNull();

    [Fact]
    public void The_defaults_are_those_of_the_specification()
    {
        var settings = new Settings();

        (settings.Inactive, settings.NeverUsed, settings.ExternalIdle).ShouldBe((TimeSpan.FromDays(90), TimeSpan.FromDays(30), TimeSpan.FromDays(45)));
        (settings.Costs.Count, settings.CompanyDomains.Count, settings.BillingContact).ShouldBe((0, 0, null));
    }
}
