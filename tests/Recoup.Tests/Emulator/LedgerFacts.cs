using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class LedgerFacts
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    static bool Invited(Account account) => account is { Managed: true, Source: ManagementSource.Invited, Persona: Persona.Everyday };

    [Fact]
    public async Task Ledger_tells_every_write_in_order_and_no_read()
    {
        await using var emulated = await Emulated.StartAsync(new() { Time = new FakeTimeProvider(Now) });
        var account = emulated.Someone(Invited);
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/suspend");
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/suspend");
        await emulated.FindAsync(account);
        await emulated.WriteAsync(Delete, "users/712020:nobody");
        await emulated.WriteAsync(Post, $"groups/{emulated.GroupNamed("engineering").Id}/memberships", new { accountId = account.Id });

        var entries = emulated.Server.Ledger.Entries;
        entries.Select(entry => (entry.Sequence, entry.Method, entry.Status, entry.Changed)).ShouldBe([(1, "POST", 204, true), (2, "POST", 204, false), (3, "DELETE", 404, false), (4, "POST", entries[3].Status, entries[3].Status == 204)]);
        entries[0].Template.ShouldBe("/admin/v2/orgs/{org}/directories/{directory}/users/{account}/suspend");
        entries[0].Path["account"].ShouldBe(account.Id);
        entries[0].Path["directory"].ShouldBe(emulated.Server.Organisation.Directories[0].Id);
        entries[0].Time.ShouldBe(Now);
        entries[3].Body.ShouldBe($$"""{"accountId":"{{account.Id}}"}""");
    }

    [Fact]
    public async Task Ledger_is_read_over_http_without_a_key_and_without_being_counted()
    {
        await using var emulated = await Emulated.StartAsync();
        var account = emulated.Someone(Invited);
        await emulated.LifecycleAsync(account, "disable");
        var asked = emulated.Server.Requests.Total;
        emulated.Use("none");
        var (status, text) = await emulated.SendAsync(Get, "/_emulator/ledger");
        status.ShouldBe(200);
        var entry = JsonDocument.Parse(text).RootElement[0];
        entry.GetProperty("template").GetString().ShouldBe("/users/{account}/manage/lifecycle/disable");
        entry.GetProperty("path").GetProperty("account").GetString().ShouldBe(account.Id);
        entry.GetProperty("changed").GetBoolean().ShouldBeTrue();
        emulated.Server.Requests.Total.ShouldBe(asked);
    }

    [Fact]
    public async Task A_refused_key_writes_nothing_into_the_ledger()
    {
        await using var emulated = await Emulated.StartAsync();
        emulated.Use("wrong");
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(emulated.Someone(Invited))}/suspend");
        emulated.Server.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_show_a_write_when_it_has_spread_and_the_ledger_at_once()
    {
        var clock = new FakeTimeProvider(Now);
        await using var emulated = await Emulated.StartAsync(new() { Time = clock, Propagation = TimeSpan.FromSeconds(30) });
        var account = emulated.Someone(account => Invited(account) && account.Groups.Any(group => group.Name == "confluence-users-acme"));
        var membership = $"groups/{emulated.GroupNamed("confluence-users-acme").Id}/memberships/{Emulated.Path(account)}";
        (await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/suspend")).ShouldBe(204);
        (await emulated.WriteAsync(Delete, membership)).ShouldBe(204);
        (await emulated.WriteAsync(Delete, membership)).ShouldBe(404, "a second removal sees the first");
        emulated.Server.Ledger.Entries.Count(entry => entry.Changed).ShouldBe(2);

        clock.Advance(TimeSpan.FromSeconds(29));
        (await emulated.StatusAsync(account)).ShouldBe("active");
        account.Groups.ShouldContain(group => group.Name == "confluence-users-acme");
        clock.Advance(TimeSpan.FromSeconds(1));
        (await emulated.StatusAsync(account)).ShouldBe("suspended");
        account.Groups.ShouldNotContain(group => group.Name == "confluence-users-acme");
    }

    [Fact]
    public async Task Writes_at_the_same_time_are_done_one_after_the_other()
    {
        await using var emulated = await Emulated.StartAsync();
        var accounts = emulated.Server.Organisation.Accounts.Where(account => Invited(account) && account.In(emulated.Server.Organisation.Directories[0]) == MembershipStatus.Active && account.Status == AccountStatus.Active).Take(40).ToArray();
        await Task.WhenAll(accounts.Select(account => emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/suspend")));
        emulated.Server.Ledger.Entries.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, accounts.Length).Select(i => (long)i));
        accounts.ShouldAllBe(account => account.In(emulated.Server.Organisation.Directories[0]) == MembershipStatus.Suspended);
    }
}
