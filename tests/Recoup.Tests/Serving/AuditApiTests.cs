using System.Net;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

public sealed class AuditApiTests
{
    [Fact]
    public async Task The_log_is_that_of_the_verb_and_a_page_of_it_is_a_part()
    {
        await using var served = await Served.ScannedAsync(60);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var log = await viewer.AskAsync("/audit");

        log.Text.ShouldBe((await served.Premises.JsonAsync("audit list")).GetRawText());
        log.Total.ShouldBe(log.Json.GetArrayLength());
        (await viewer.AskAsync("/audit?skip=1&take=2")).Of("hash").ShouldBe(log.Of("hash").Skip(1).Take(2));
        (await viewer.AskAsync("/audit?newest=true&skip=1&take=2")).Of("hash").ShouldBe(log.Of("hash").Reverse().Skip(1).Take(2));
        (await viewer.AskAsync("/audit?newest=true&skip=1000")).Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Entries_are_found_by_action_outcome_actor_and_subject()
    {
        await using var served = await Served.ScannedAsync(60);
        using var operators = await served.AsAsync(SignInRole.Operator);
        var (id, account) = await served.Premises.AFindingAsync();
        await operators.TellAsync($"/recommendations/{id}/dismiss", new { reason = "why" });

        (await operators.AskAsync("/audit?action=finding.dismiss")).Total.ShouldBe(1);
        (await operators.AskAsync("/audit?action=finding.&outcome=done&actor=grace-operator")).Total.ShouldBe(1);
        (await operators.AskAsync($"/audit?subject={account}")).Of("subject").ShouldBe([account]);
        (await operators.AskAsync("/audit?actor=nobody")).Total.ShouldBe(0);
        (await operators.AskAsync("/audit?action=scan.&newest=true")).Of("action").ShouldBe(["scan.end", "scan.start"]);
    }

    [Fact]
    public async Task P14_P15_The_chain_is_verified_and_exported_as_files_that_the_verb_verifies()
    {
        await using var served = await Served.ScannedAsync(60);
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var head = (await viewer.AskAsync("/audit/verify")).Json.GetProperty("head").GetString();

        foreach (var format in new[] { "csv", "jsonl" })
        {
            var file = served.Premises.Shell.Write($"audit.{format}", (await viewer.AskAsync($"/audit/export?format={format}")).Text);
            (await served.Premises.DoneAsync($"audit verify {file} --head {head}")).ShouldContain("The chain is whole");
        }

        var verified = (await viewer.AskAsync($"/audit/verify?head={head}")).Json;
        verified.GetProperty("whole").GetBoolean().ShouldBeTrue();
        (await viewer.AskAsync($"/audit/verify?head=1:{new string('a', 64)}")).Json.GetProperty("whole").GetBoolean().ShouldBeFalse();
        (await viewer.AskAsync("/audit/verify?head=nonsense")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await viewer.AskAsync("/audit/export?format=pdf")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await served.LoggedAsync("audit.export")).Select(e => e.GetProperty("actor").GetString()).ShouldBe(["grace-viewer", "grace-viewer"]);
    }

    [Fact]
    public async Task The_log_of_the_installation_is_for_admins()
    {
        await using var served = await Served.ScannedAsync(60);
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        using var admin = await served.AsAsync(SignInRole.Admin);

        foreach (var path in new[] { "/audit", "/audit/verify", "/audit/export" })
            (await viewer.AskAsync($"{path}?chain=installation")).Status.ShouldBe(HttpStatusCode.Forbidden, path);

        (await admin.AskAsync("/audit?chain=installation")).Of("action").ShouldContain("token.create");
        (await admin.AskAsync("/audit/export?chain=installation")).Text.ShouldContain("token.create");
        (await admin.AskAsync("/audit?chain=another")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
