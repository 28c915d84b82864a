using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Accounts;

/// <summary>What is stored comes back as it was.</summary>
public sealed class JsonTests
{
    private static readonly Account Full = Some.Account("712020:a|b", "Zoë <b>王</b> \"O'Brien\" 🌻\u202e");

    private static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T Read<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;

    private static Account Again(Account account) => Read(Write(account, CoreJson.Default.Account), CoreJson.Default.Account);

    [Fact]
    public void An_account_comes_back_as_it_was()
    {
        var again = Again(Full);

        Write(again, CoreJson.Default.Account).ShouldBe(Write(Full, CoreJson.Default.Account));
        (again.Id, again.Name, again.Email, again.EmailVerified, again.AddedToOrg, again.HasJob).ShouldBe((Full.Id, Full.Name, Full.Email, Full.EmailVerified, Full.AddedToOrg, Full.HasJob));
        again.Usage.ShouldBe(Full.Usage);
        again.Seats.Select(s => (s.Resource, s.Role, s.Path, s.Directory)).ShouldBe(Full.Seats.Select(s => (s.Resource, s.Role, s.Path, s.Directory)));
        again.Seats[0].Groups.ShouldBe(Full.Seats[0].Groups);
        again.LastActiveAnywhere.ShouldBe(Full.LastActiveAnywhere);
        again.Probes!.Issues.ShouldBe(Full.Probes!.Issues);
        again.Probes.TokenUsed.ShouldBe(Signal.None);
        again.Kind.Because.ShouldBe(Full.Kind.Because);
        Again(Full with { Kind = Full.Kind with { Clear = true } }).Kind.Clear.ShouldBeTrue();
    }

    [Fact]
    public void An_account_of_which_little_is_known_comes_back_as_it_was()
    {
        var again = Again(Some.Bare("a"));

        (again.Email, again.EmailVerified, again.Claim, again.Source, again.AddedToOrg, again.HasJob, again.PlatformRoles, again.Usage, again.Probes)
            .ShouldBe((null, null, null, null, null, null, null, null, null));
        again.LastActiveAnywhere.ShouldBe(Signal.Unknown);
        again.Kind.Value.ShouldBe(AccountKind.Unknown);
    }

    [Fact]
    public void The_three_states_of_a_signal_are_three_texts()
    {
        var resource = Product.Jira.On();
        var at = Make.Now.AddTicks(1234567);
        var account = Some.Bare("a") with { Usage = [new(resource, Signal.Unknown), new(resource, Signal.None), new(resource, Signal.Of(at))] };

        using var json = JsonDocument.Parse(Write(account, CoreJson.Default.Account));
        var last = json.RootElement.GetProperty("usage").EnumerateArray().Select(u => u.GetProperty("last")).ToList();

        last[0].ValueKind.ShouldBe(JsonValueKind.Null);
        last[1].GetString().ShouldBe("none");
        last[2].GetDateTimeOffset().ShouldBe(at);
        Again(account).Usage.ShouldBe(account.Usage);
    }

    [Fact]
    public void A_signal_that_is_not_there_is_unknown_not_none()
    {
        var json = Write(Some.Bare("a") with { Usage = [new(Product.Jira.On(), Signal.None)] }, CoreJson.Default.Account).Replace(",\"last\":\"none\"", "", StringComparison.Ordinal);

        json.ShouldNotContain("last\"");
        Read(json, CoreJson.Default.Account).Usage!.ShouldHaveSingleItem().Last.ShouldBe(Signal.Unknown);
    }

    [Fact]
    public void A_signal_without_a_zone_is_UTC_on_every_machine()
    {
        var json = Write(Some.Bare("a") with { Usage = [new(Product.Jira.On(), Signal.None)] }, CoreJson.Default.Account).Replace("\"none\"", "\"2026-10-01T00:00:00\"", StringComparison.Ordinal);

        Read(json, CoreJson.Default.Account).Usage!.ShouldHaveSingleItem().Last.At.ShouldBe(new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\"")]
    [InlineData("17")]
    [InlineData("{}")]
    public void A_signal_that_is_none_of_them_is_refused(string text)
    {
        var json = Write(Some.Bare("a") with { Usage = [new(Product.Jira.On(), Signal.None)] }, CoreJson.Default.Account).Replace("\"none\"", text, StringComparison.Ordinal);

        Should.Throw<JsonException>(() => Read(json, CoreJson.Default.Account));
    }

    [Fact]
    public void Ids_are_plain_texts()
    {
        using var json = JsonDocument.Parse(Write(Full, CoreJson.Default.Account));
        var seat = json.RootElement.GetProperty("seats")[0];

        json.RootElement.GetProperty("id").GetString().ShouldBe("712020:a|b");
        seat.GetProperty("resource").GetString().ShouldBe("ari:cloud:jira-software::site/c1d2e3");
        seat.GetProperty("groups")[0].GetString().ShouldBe("g-1");
        seat.GetProperty("directory").GetString().ShouldBe("d-1");
    }

    [Fact]
    public void Texts_of_open_sets_are_kept_as_they_came()
    {
        var account = Some.Bare("a") with { Status = "hibernating", Type = "robot", Claim = "half", Source = "imported", PlatformRoles = ["atlassian/new-role"] };

        var again = Again(account);

        (again.Status, again.Type, again.Claim, again.Source).ShouldBe(("hibernating", "robot", "half", "imported"));
        again.PlatformRoles.ShouldBe(["atlassian/new-role"]);
        (again.IsActive, again.IsManaged, again.IsUnmanaged).ShouldBe((false, false, false));
    }

    [Fact]
    public void A_product_of_next_year_is_kept()
    {
        var account = Some.Bare("a") with { Usage = [new(new Product("rovo-9").On(), Signal.None)] };

        Again(account).Usage!.ShouldHaveSingleItem().Resource.Product.Value.ShouldBe("rovo-9");
    }

    [Fact]
    public void A_finding_comes_back_as_it_was()
    {
        var finding = Some.Finding("f", name: Full.Name) with { State = RecommendationState.Held, SupersededBy = "g", ClosedBecause = "so", Seats = [new(Product.Jira, Make.Acme, new DirectoryId("d"))] };

        var json = Write(finding, CoreJson.Default.Recommendation);
        var again = Read(json, CoreJson.Default.Recommendation);

        Write(again, CoreJson.Default.Recommendation).ShouldBe(json);
        again.Evidence.ShouldBe(finding.Evidence);
        again.Seats.ShouldBe(finding.Seats);
        (again.Saving, again.State, again.Tier, again.OpenSince).ShouldBe((finding.Saving, finding.State, finding.Tier, finding.OpenSince));
    }

    [Fact]
    public void A_finding_uses_the_words_of_the_specification()
    {
        using var json = JsonDocument.Parse(Write(Make.IdleInJira().Judged()[0], CoreJson.Default.Recommendation));
        var root = json.RootElement;

        (root.GetProperty("tier").GetString(), root.GetProperty("action").GetString(), root.GetProperty("state").GetString(), root.GetProperty("kind").GetString())
            .ShouldBe(("probable", "remove-access", "open", "human"));
        root.GetProperty("saving").GetProperty("effective").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("saving").GetProperty("estimate").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void On_account_level_product_and_site_are_null_and_seats_are_filled()
    {
        using var json = JsonDocument.Parse(Write(Make.IdleEverywhere().Judged()[0], CoreJson.Default.Recommendation));
        var root = json.RootElement;

        root.GetProperty("product").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("site").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("supersededBy").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("seats")[0].GetProperty("product").GetString().ShouldBe("jira-software");
    }

    [Fact]
    public void A_snapshot_comes_back_as_it_was_and_is_judged_the_same()
    {
        var settings = Make.Settings with { CompanyDomains = ["acme.example"], BillingContact = new("712020:x") };
        var survey = Make.Survey.Connected(Make.Acme) with { Grants = [Make.Grant("g", Product.Jira)], UnreadSeats = [Product.Jira.On()], Missing = ["events"] };
        var snapshot = new Snapshot(survey, settings, [new(new("a"), "HR", "leave", new(2026, 12, 31))], [Full, Make.IdleEverywhere() with { HasJob = true }]);

        var json = Write(snapshot, CoreJson.Default.Snapshot);
        var again = Read(json, CoreJson.Default.Snapshot);

        Write(again, CoreJson.Default.Snapshot).ShouldBe(json);
        again.Survey.IsPartial.ShouldBeTrue();
        again.Survey.Feed.ShouldBe(survey.Feed);
        again.Settings.Costs[Product.Jira].ShouldBe(8.15m);
        again.Holds.ShouldBe(snapshot.Holds);
        Snapshot.Judged(json).ShouldBe(Snapshot.Judged(Write(again, CoreJson.Default.Snapshot)));
        Snapshot.Judged(json).ShouldContain("\"R02\"");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    public void What_is_not_a_snapshot_is_refused(string json) => Should.Throw<JsonException>(() => Snapshot.Judged(json));

    [Fact]
    public void Settings_come_back_as_they_were()
    {
        var json = Write(Make.Settings with { InactiveDays = 7 }, CoreJson.Default.Settings);

        Write(Read(json, CoreJson.Default.Settings), CoreJson.Default.Settings).ShouldBe(json);
        Read("{}", CoreJson.Default.Settings).ShouldSatisfyAllConditions(
            s => (s.InactiveDays, s.NeverUsedDays, s.ExternalDays, s.Currency).ShouldBe((90, 30, 45, "USD")),
            s => s.Costs.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("ari:cloud:confluence::site/abc", "confluence", "abc")]
    [InlineData("ari:cloud:jira-software::site/a/b", "jira-software", "a/b")]
    public void A_resource_is_read_from_its_ARI(string ari, string product, string site) =>
        Resource.TryParse(ari).ShouldBe(new Resource(new(product), new(site)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("confluence")]
    [InlineData("ari:cloud:::site/abc")]
    [InlineData("ari:cloud:confluence::site/")]
    [InlineData("ari:cloud:bitbucket::workspace/abc")]
    [InlineData("ARI:cloud:confluence::site/abc")]
    public void Anything_else_is_no_resource(string? ari) => Resource.TryParse(ari).ShouldBeNull();

    [Theory]
    [InlineData("712020:0a-B_c|d", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\"b", false)]
    [InlineData("é", false)]
    public void An_account_id_is_well_formed_or_not(string id, bool wellFormed) => new AccountId(id).IsWellFormed.ShouldBe(wellFormed);

    [Fact]
    public void An_account_id_has_at_most_128_characters()
    {
        new AccountId(new string('a', 128)).IsWellFormed.ShouldBeTrue();
        new AccountId(new string('a', 129)).IsWellFormed.ShouldBeFalse();
    }

    [Fact]
    public void A_group_id_is_bare_whether_it_came_so_or_as_an_ARI()
    {
        GroupId.From("ari:cloud:identity::group/g-1").ShouldBe(new GroupId("g-1"));
        GroupId.From("g-1").ShouldBe(new GroupId("g-1"));
    }
}
