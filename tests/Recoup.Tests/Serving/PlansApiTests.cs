using System.Net;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

public sealed class PlansApiTests
{
    [Fact]
    public async Task A_plan_is_made_listed_and_shown_as_the_verbs_show_it()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);

        var made = await operators.TellAsync("/plans", new { most = 3, products = new[] { "jira-software" } });

        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        made.Json.GetProperty("rows").GetArrayLength().ShouldBe(3);
        var id = made.Json.GetProperty("id").GetString();
        (await operators.AskAsync($"/plans/{id}")).Text.ShouldBe((await served.Premises.JsonAsync($"plan show {id}")).GetRawText());
        (await operators.AskAsync("/plans")).Text.ShouldBe((await served.Premises.JsonAsync("plan list")).GetRawText());
        (await operators.AskAsync("/plans")).Json[0].GetProperty("createdBy").GetString().ShouldBe("grace-operator");
        (await operators.AskAsync("/plans/abc")).Gate.ShouldBe("no-plan");
    }

    [Fact]
    public async Task A_large_plan_is_applied_only_after_another_person_has_approved_its_hash()
    {
        await using var served = await Served.ScannedAsync();
        await served.Premises.DoneAsync("settings set approval.above 2");
        using var operators = await served.AsAsync(SignInRole.Operator);
        // Whoever made it may approve what others made.
        using var maker = await served.AsAsync(SignInRole.Approver, "grace-operator");
        using var second = await served.AsAsync(SignInRole.Approver, "bob");
        var plan = await MadeAsync(operators, 4);

        await ApplyAsync(HttpStatusCode.Conflict, "unapproved");
        (await maker.TellAsync($"/plans/{plan.Id}/approve", new { hash = plan.Hash })).Gate.ShouldBe("own-plan");
        (await second.TellAsync($"/plans/{plan.Id}/approve", new { hash = "another" })).Gate.ShouldBe("edited");
        (await second.TellAsync("/plans/abc/approve", new { hash = plan.Hash })).Gate.ShouldBe("no-plan");
        await ApplyAsync(HttpStatusCode.Conflict, "unapproved");
        var approved = await second.TellAsync($"/plans/{plan.Id}/approve", new { hash = plan.Hash });

        approved.Json.GetProperty("approvals")[0].GetProperty("by").GetString().ShouldBe("bob");
        approved.Json.GetProperty("approvals")[0].GetProperty("fourEyes").GetBoolean().ShouldBeTrue();
        (await second.TellAsync($"/plans/{plan.Id}/approve", new { hash = plan.Hash })).Gate.ShouldBe("approved-already");
        (await served.LoggedAsync("plan.approve")).Select(e => (e.GetProperty("actor").GetString(), e.GetProperty("outcome").GetString()))
            .ShouldBe([("grace-operator", "refused"), ("bob", "refused"), ("bob", "done"), ("bob", "refused")]);
        await ApplyAsync(HttpStatusCode.Accepted, null);

        async Task ApplyAsync(HttpStatusCode status, string? gate)
        {
            var answer = await operators.TellAsync("/runs", new { plan = plan.Id, writeKey = served.Premises.Emulator.Key });
            (answer.Status, answer.Gate).ShouldBe((status, gate), answer.Text);
        }
    }

    [Fact]
    public async Task Who_is_the_only_approver_types_the_number_and_waits_a_day()
    {
        await using var served = await Served.ScannedAsync();
        await served.Premises.DoneAsync("settings set approval.above 2");
        using var operators = await served.AsAsync(SignInRole.Operator);
        using var approver = await served.AsAsync(SignInRole.Approver);
        var plan = await MadeAsync(operators, 4);

        (await approver.TellAsync($"/plans/{plan.Id}/approve", new { hash = plan.Hash })).Gate.ShouldBe("count-differs");
        (await approver.TellAsync($"/plans/{plan.Id}/approve", new { hash = plan.Hash, rows = 5 })).Gate.ShouldBe("count-differs");
        var approved = await approver.TellAsync($"/plans/{plan.Id}/approve", new { hash = plan.Hash, rows = 4 });

        approved.Json.GetProperty("approvals")[0].GetProperty("fourEyes").GetBoolean().ShouldBeFalse();
        (await served.LoggedAsync("plan.approve"))[^1].GetProperty("note").GetString()!.ShouldContain("not four-eyes");
        (await operators.TellAsync("/runs", new { plan = plan.Id, writeKey = served.Premises.Emulator.Key })).Gate.ShouldBe("unapproved");
        served.Premises.Shell.Time.Advance(TimeSpan.FromHours(24));
        (await operators.TellAsync("/runs", new { plan = plan.Id, writeKey = served.Premises.Emulator.Key })).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("""{"rules":["R99"]}""")]
    [InlineData("""{"products":["mail"]}""")]
    [InlineData("""{"targets":{"mail":1}}""")]
    [InlineData("""{"targets":{"jira-software":-1}}""")]
    [InlineData("""{"targets":{"jira-software":"many"}}""")]
    [InlineData("""{"most":0}""")]
    [InlineData("""{"max":3}""")]
    public async Task A_wish_that_cannot_be_is_refused(string text)
    {
        await using var served = await Served.ScannedAsync(60);
        using var operators = await served.AsAsync(SignInRole.Operator);

        var answer = await operators.AskAsync(HttpMethod.Post, "/plans", Asking.File(text));

        (answer.Status, answer.Gate).ShouldBe((HttpStatusCode.BadRequest, "bad-request"));
        (await operators.AskAsync("/plans")).Total.ShouldBe(0);
    }

    private static async Task<(string Id, string Hash)> MadeAsync(HttpClient operators, int most)
    {
        var made = (await operators.TellAsync("/plans", new { most })).Json;
        return (made.GetProperty("id").GetString()!, made.GetProperty("hash").GetString()!);
    }
}
