using Recoup.Engine.Reporting;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Scanning;

/// <summary>How groups are used is kept with the scan, and adds up to what the accounts hold.</summary>
public sealed class GroupUseTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Members_are_the_accounts_that_hold_the_seat_through_the_group(int killAfter)
    {
        await using var tenant = await Tenant.StartAsync(500);

        var scan = await tenant.ScanAsync(killAfter);

        var view = await AccessView.ReadAsync(tenant.Store, scan, 50, Tenant.Cancel);
        var held = (await tenant.AccountsAsync(scan)).Where(a => a.IsActive)
            .SelectMany(a => a.Seats).Where(s => !scan.Survey.Sandboxes.Contains(s.Site))
            .SelectMany(s => s.Groups, (seat, group) => (group, seat.Resource)).CountBy(g => g).ToDictionary();
        view.Groups!.Select(g => KeyValuePair.Create((g.Use.Group, g.Use.Resource), g.Use.Members)).ShouldBe(held, ignoreOrder: true);
        view.Groups!.ShouldAllBe(g => g.Use.Unused <= g.Use.Members);
        view.Groups!.Sum(g => g.Use.Unused).ShouldBeGreaterThan(0);
        view.Groups!.Select(g => g.Use.Unused).ShouldBe(view.Groups!.Select(g => g.Use.Unused).OrderDescending());
    }

    [Fact]
    public async Task Groups_of_one_product_are_counted_and_only_groups_of_several_are_leaks()
    {
        await using var tenant = await Tenant.StartAsync(500);

        var scan = await tenant.ScanAsync();

        var view = await AccessView.ReadAsync(tenant.Store, scan, 50, Tenant.Cancel);
        var several = view.Groups!.GroupBy(g => g.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        view.Groups!.ShouldContain(g => !several.Contains(g.Name) && g.Use.Unused > 10);
        view.Leaks.Count.ShouldBeGreaterThan(0);
        view.Leaks.ShouldAllBe(l => several.Contains(l.DisplayName));
    }

    [Fact]
    public async Task A_scan_of_an_earlier_version_has_no_groups_and_is_shown()
    {
        await using var tenant = await Tenant.StartAsync();
        var scan = await tenant.ScanAsync();

        // The record before it is one that a scan always wrote.
        var view = await AccessView.ReadAsync(tenant.Store, scan with { Listings = scan.Listings - 1 }, 50, Tenant.Cancel);

        view.Groups.ShouldBeNull();
    }

    [Fact]
    public async Task Roles_that_no_group_explains_are_those_that_the_scan_found()
    {
        await using var tenant = await Tenant.StartAsync(500);

        var scan = await tenant.ScanAsync();

        var view = await AccessView.ReadAsync(tenant.Store, scan, 50, Tenant.Cancel);
        view.Direct.Sum(d => d.Roles).ShouldBe(scan.Ties.Sum(t => t.Direct));
        view.Direct.Count.ShouldBeGreaterThan(0);
    }
}
