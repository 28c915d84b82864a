using System.Net;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

public sealed class HoldsApiTests
{
    [Fact]
    public async Task An_account_is_held_listed_as_the_verb_lists_it_and_let_go()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        var (id, account) = await served.Premises.AFindingAsync();

        var held = await operators.TellAsync("/holds", new { accountId = account, owner = "Zoë", reason = "=1+1\u0007", until = "2027-03-31" });

        held.Status.ShouldBe(HttpStatusCode.Created, held.Text);
        held.Json.GetProperty("live").GetBoolean().ShouldBeTrue();
        (await served.Premises.FindingAsync(id)).GetProperty("state").GetString().ShouldBe("held");
        var list = await operators.AskAsync("/holds");
        list.Text.ShouldBe((await served.Premises.JsonAsync("hold list")).GetRawText());
        list.Total.ShouldBe(1);
        (await operators.EndAsync($"/holds/{account}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await operators.EndAsync($"/holds/{account}")).Gate.ShouldBe("no-hold");
        (await served.LoggedAsync("hold.add")).Single().GetProperty("actor").GetString().ShouldBe("grace-operator");
        (await served.LoggedAsync("hold.remove")).Single().GetProperty("actor").GetString().ShouldBe("grace-operator");
    }

    [Theory]
    [InlineData("nobody", "Zoë", "leave", "2027-03-31", HttpStatusCode.NotFound, "no-account")]
    [InlineData("a", "Zoë", "leave", "2020-03-31", HttpStatusCode.Conflict, "ended")]
    [InlineData("a", "Zoë", "leave", "31.3.2027", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("a", "Zoë", " ", "2027-03-31", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("a\0b", "Zoë", "leave", "2027-03-31", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("a", null, "leave", "2027-03-31", HttpStatusCode.BadRequest, "bad-request")]
    public async Task A_hold_that_cannot_be_is_refused(string account, string? owner, string reason, string until, HttpStatusCode status, string gate)
    {
        await using var served = await Served.ScannedAsync(60);
        using var operators = await served.AsAsync(SignInRole.Operator);

        var answer = await operators.TellAsync("/holds", new { accountId = account, owner, reason, until });

        (answer.Status, answer.Gate).ShouldBe((status, gate));
        (await operators.AskAsync("/holds")).Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_reason_is_no_longer_than_a_reason()
    {
        await using var served = await Served.ScannedAsync(60);
        using var operators = await served.AsAsync(SignInRole.Operator);

        (await operators.TellAsync("/holds", new { accountId = "a", owner = "Zoë", reason = new string('x', 1001), until = "2027-03-31" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
