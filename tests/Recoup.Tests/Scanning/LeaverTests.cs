using Recoup.Core.People;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Tests.Infra;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Scanning;

/// <summary>What a list of people makes of a scan.</summary>
public sealed class LeaverTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_listed_leaver_is_certain_by_account_and_a_question_by_address(bool kvs)
    {
        await using var tenant = await Tenant.StartAsync(kvs: kvs);
        var first = await tenant.ScanAsync();
        // Idle, of a known owner and unguarded: nothing but the list decides.
        var idle = (await tenant.FindingsAsync()).Where(f => f is { Rule: "R02", Tier: Tier.Probable }).Select(f => f.AccountId!.Value).Take(3).ToList();
        idle.Count.ShouldBe(3);
        (await tenant.FindingsAsync()).ShouldNotContain(f => f.Rule == "R06");
        var address = (await tenant.Store.TryGetAccountAsync(tenant.Org, first.Id, idle[1], Tenant.Cancel))!.Email!.ToLowerInvariant();
        var today = DateOnly.FromDateTime(tenant.Time.GetUtcNow().UtcDateTime);

        await tenant.Store.SavePeopleAsync(tenant.Org, new(today, [new() { Account = idle[0], Gone = true }, new() { Email = address, Gone = true }, new() { Account = idle[2] }]), Tenant.Cancel);
        tenant.Time.Advance(TimeSpan.FromHours(1));
        await tenant.ScanAsync();

        var leavers = (await tenant.FindingsAsync()).Where(f => f.Rule == "R06").ToDictionary(f => f.AccountId!.Value);
        leavers.Keys.ShouldBe([idle[0], idle[1]], ignoreOrder: true);
        leavers[idle[0]].Tier.ShouldBe(Tier.Certain);
        leavers[idle[1]].Tier.ShouldBe(Tier.Review);
        leavers[idle[1]].Evidence.ShouldContain(e => e.Value.Contains("found by the address alone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Once_the_list_is_taken_away_the_next_scan_closes_what_was_found_by_it()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.ScanAsync();
        var idle = (await tenant.FindingsAsync()).First(f => f is { Rule: "R02", Tier: Tier.Probable }).AccountId!.Value;
        await tenant.Store.SavePeopleAsync(tenant.Org, new(DateOnly.FromDateTime(tenant.Time.GetUtcNow().UtcDateTime), [new() { Account = idle, Gone = true }]), Tenant.Cancel);
        await tenant.ScanAsync();
        (await tenant.FindingsAsync()).ShouldContain(f => f.Rule == "R06");

        await tenant.Store.SavePeopleAsync(tenant.Org, PeopleList.None, Tenant.Cancel);
        await tenant.ScanAsync();

        (await tenant.FindingsAsync()).ShouldNotContain(f => f.Rule == "R06");
    }
}
