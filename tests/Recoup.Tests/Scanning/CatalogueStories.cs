using System.Globalization;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Engine.Importing;
using Recoup.Engine.Scanning;
using Recoup.Tests.Infra;
using Recoup.Tests.Storage;
using Product = Recoup.Core.Directory.Product;

namespace Recoup.Tests.Scanning;

/// <summary>The whole catalogue over an emulated organisation, with every input that no API gives.</summary>
public sealed class CatalogueStories
{
    /// <summary>An organisation with its list of people, its order form, and leave to read projects.</summary>
    private static async Task<Tenant> EquippedAsync(bool kvs = false)
    {
        var tenant = await Tenant.StartAsync(users: 600, seed: 12, kvs: kvs);
        Contract contract = new() { Plan = ProductPlan.Standard, Billing = Billing.Annual, Purchased = 2_000, Tiers = [100, 200, 300, 400, 500, 600], Renews = new(2027, 3, 14) };
        tenant.Settings = tenant.Settings with
        {
            ExtendedReads = true,
            Contracts = new Dictionary<Product, Contract> { [Product.Jira] = contract, [Product.Confluence] = contract, [Product.Guard] = new() { Plan = ProductPlan.Standard } },
        };
        using var list = new StringWriter(CultureInfo.InvariantCulture);
        PeopleExport.WritePeople(tenant.Emulator.Organisation, list);
        var people = PeopleFile.Read(new StringReader(list.ToString()), DateOnly.FromDateTime(tenant.Time.GetUtcNow().UtcDateTime)).List;
        await tenant.Store.CommitAsync(new Change(tenant.Org, Commits.Event(tenant.Org)) { People = people }, Tenant.Cancel);
        return tenant;
    }

    private static HashSet<string> Of(Tenant tenant, Persona persona) => [.. tenant.Emulator.Organisation.Accounts.Where(a => a.Persona == persona).Select(a => a.Id)];

    [Fact]
    public async Task Every_kind_of_account_that_was_made_up_is_found_by_its_rule()
    {
        await using var tenant = await EquippedAsync();

        var scan = await tenant.ScanAsync();
        var findings = await tenant.FindingsAsync();

        scan.Status.ShouldBe(ScanStatus.Complete);
        scan.Waiting.ShouldBeEmpty();
        foreach (var (persona, rule, least) in new[]
        {
            (Persona.ActiveLeaver, "R06", Tier.Review), (Persona.ExpiredContractor, "R16", Tier.Certain), (Persona.Duplicate, "R12", Tier.Review),
            (Persona.SuspendedGhost, "R07", Tier.Review), (Persona.HalfSuspended, "R07", Tier.Review), (Persona.TwoSites, "R19", Tier.Probable),
            (Persona.IdleAgent, "R08", Tier.Probable), (Persona.AgentWithoutProject, "R09", Tier.Probable), (Persona.ContributingCreator, "R10", Tier.Probable),
            (Persona.TechnicalUser, "R13", Tier.Review), (Persona.SharedMailbox, "R14", Tier.Review), (Persona.SandboxOnly, "R17", Tier.Certain),
            (Persona.GuardOnly, "R18", Tier.Probable), (Persona.IdleAdmin, "R25", Tier.Review),
        })
        {
            var people = Of(tenant, persona);
            people.ShouldNotBeEmpty($"{persona}");
            findings.Where(f => f.Rule == rule && f.Tier >= least && people.Contains(f.AccountId?.Value ?? "")).ShouldNotBeEmpty($"{persona} by {rule}: {string.Join(", ", findings.Where(f => people.Contains(f.AccountId?.Value ?? "")).Select(f => $"{f.Rule} {f.Tier}"))}");
        }

        findings.ShouldContain(f => f.Rule == "R20" && f.AccountId == null);
        findings.ShouldContain(f => f.Rule == "R24" && f.Tier == Tier.Certain);
    }

    [Fact]
    public async Task Agents_and_creators_who_work_are_not_named()
    {
        await using var tenant = await EquippedAsync();

        await tenant.ScanAsync();
        var named = (await tenant.FindingsAsync()).Where(f => f.Rule is "R08" or "R09" or "R10").Select(f => (f.AccountId?.Value ?? "")).ToHashSet();
        Persona[] meant = [Persona.IdleAgent, Persona.AgentWithoutProject, Persona.ContributingCreator];

        tenant.Emulator.Organisation.Accounts.Where(a => named.Contains(a.Id) && a.Persona is Persona.OrgAdmin or Persona.Bot).ShouldBeEmpty();
        named.Count(id => meant.Any(p => Of(tenant, p).Contains(id))).ShouldBeGreaterThan(named.Count / 2);
    }

    [Fact]
    public async Task Without_leave_nothing_of_projects_filters_and_edits_is_asked()
    {
        await using var tenant = await EquippedAsync();
        tenant.Settings = tenant.Settings with { ExtendedReads = false };

        var scan = await tenant.ScanAsync();

        tenant.Emulator.Requests.ByEndpoint.Keys.ShouldNotContain(e => e.Contains("/project", StringComparison.Ordinal) || e.Contains("/filter", StringComparison.Ordinal) || e.Contains("/dashboard", StringComparison.Ordinal) || e.Contains("/role", StringComparison.Ordinal) && e.Contains("/rest/", StringComparison.Ordinal));
        scan.Waiting.Select(w => w.Rule).ShouldBe(["R08", "R09", "R10"]);
        (await tenant.FindingsAsync()).ShouldNotContain(f => f.Rule == "R08" || f.Rule == "R09" || f.Rule == "R10");
    }

    [Fact]
    public async Task A_site_that_refuses_its_projects_makes_no_finding_and_no_question()
    {
        await using var tenant = await EquippedAsync();
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/project/search", StringComparison.Ordinal), 99, new Fault.Answer(403));

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Complete);
        scan.Survey.NotReadable.ShouldContain(w => w.StartsWith("projects on acme", StringComparison.Ordinal));
        var findings = await tenant.FindingsAsync();
        findings.ShouldNotContain(f => f.Rule == "R08" || f.Rule == "R09" || f.Rule == "R10");
        findings.ShouldContain(f => f.Tier == Tier.Probable && f.Rule == "R01");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Killed_again_and_again_it_finds_the_same(int steps)
    {
        await using var calm = await EquippedAsync();
        await using var killed = await EquippedAsync(kvs: true);

        var whole = await calm.ScanAsync();
        var pieces = await killed.ScanAsync(killAfter: steps);

        pieces.Findings.ByRule.ShouldBe(whole.Findings.ByRule, ignoreOrder: true);
        pieces.Findings.ByTier.ShouldBe(whole.Findings.ByTier, ignoreOrder: true);
        (await killed.FindingsAsync()).Select(f => $"{f.Id} {f.Tier} {f.Action}").ShouldBe((await calm.FindingsAsync()).Select(f => $"{f.Id} {f.Tier} {f.Action}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_second_scan_of_the_same_organisation_changes_nothing()
    {
        await using var tenant = await EquippedAsync();
        await tenant.ScanAsync();
        var before = await tenant.FindingsAsync();

        tenant.Time.Advance(TimeSpan.FromMinutes(5));
        var second = await tenant.ScanAsync();

        second.Closed.ShouldBe(0);
        (await tenant.FindingsAsync()).Select(f => $"{f.Id} {f.Tier} {f.Action} {f.FirstSeen:O} {f.State}").ShouldBe(before.Select(f => $"{f.Id} {f.Tier} {f.Action} {f.FirstSeen:O} {f.State}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_finding_about_a_group_closes_when_its_reason_is_gone()
    {
        await using var tenant = await EquippedAsync();
        await tenant.ScanAsync();
        tenant.Settings = tenant.Settings with { Contracts = new Dictionary<Product, Contract>(), SwitchedOff = ["R20"] };

        await tenant.ScanAsync();
        var closed = (await tenant.FindingsAsync(closed: true)).Where(f => f.State == RecommendationState.Closed).ToList();

        closed.ShouldContain(f => f.Rule == "R24");
        closed.First(f => f.Rule == "R20").ClosedBecause.ShouldBe("the policy has switched R20 off");
        Names.OfRule("R20").ShouldNotBe("R20");
    }
}
