using System.Net;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

/// <summary>Answers that only read, held against the verbs.</summary>
public sealed class MoneyApiTests
{
    [Theory]
    [InlineData("/money", "money")]
    [InlineData("/service-accounts", "service-accounts")]
    [InlineData("/doctor", "doctor")]
    [InlineData("/notices", "notice list")]
    [InlineData("/route-out", "route-out list")]
    public async Task It_has_the_shape_of_the_verb(string path, string verb)
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        (await viewer.AskAsync(path)).Text.ShouldBe((await served.Premises.JsonAsync(verb)).GetRawText());
    }

    [Fact]
    public async Task The_report_tells_the_last_scan_in_numbers()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var report = (await viewer.AskAsync("/report")).Json;

        report.GetProperty("scan").GetRawText().ShouldBe((await served.Premises.JsonAsync("scans list"))[0].GetRawText());
        report.GetProperty("products").EnumerateArray().Sum(p => p.GetProperty("ready").GetInt32()).ShouldBe(report.GetProperty("readySeats").GetInt32());
        report.GetProperty("ready").EnumerateArray().ShouldAllBe(f => f.GetProperty("state").GetString() == "open");
        report.GetProperty("isEmulator").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Organisations_are_listed_and_one_that_is_not_known_is_told()
    {
        await using var served = await Served.ScannedAsync(60);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        (await viewer.AskAsync("/organizations")).Of("id").ShouldBe([served.Premises.Org]);
        (await viewer.AskAsync($"/users?org={served.Premises.Org}")).Status.ShouldBe(HttpStatusCode.OK);
        (await viewer.AskAsync("/users?org=elsewhere")).Gate.ShouldBe("no-organization");
    }

    [Fact]
    public async Task People_are_told_once_and_their_answers_are_taken()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        (await operators.TellAsync("/notices/export", new { })).Gate.ShouldBe("notice-off");
        await served.Premises.DoneAsync("settings set notice.days 14");

        var csv = (await operators.TellAsync("/notices/export", new { })).Text;
        var again = await operators.TellAsync("/notices/export", new { });
        var told = await operators.AskAsync("/notices");
        var taken = await operators.AskAsync(HttpMethod.Post, "/notices/answers", Asking.File($"Account ID,Answer,Reason\n{told.Of("accountId")[0]},keep,=needed\nnobody,keep,x\n", "text/csv"));

        csv.Split('\n').Length.ShouldBeGreaterThan(told.Json.GetArrayLength());
        again.Text.ShouldBe("");
        taken.Json.GetProperty("kept").GetInt32().ShouldBe(1, taken.Text);
        taken.Json.GetProperty("untold").GetArrayLength().ShouldBe(1);
        (await operators.AskAsync(HttpMethod.Post, "/notices/answers", Asking.File("a,b\n1,2\n", "text/csv"))).Gate.ShouldBe("bad-file");
        (await served.LoggedAsync("notice.export")).Single().GetProperty("actor").GetString().ShouldBe("grace-operator");
        (await served.LoggedAsync("notice.import")).Single().GetProperty("actor").GetString().ShouldBe("grace-operator");
    }

    [Fact]
    public async Task What_the_identity_provider_has_to_do_is_handed_over_once()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);

        var files = await operators.TellAsync("/route-out/pack", new { });
        var again = await operators.TellAsync("/route-out/pack", new { });
        var anew = await operators.TellAsync("/route-out/pack", new { again = true });

        files.Of("name").ShouldContain("okta.csv");
        (again.Json.GetArrayLength(), anew.Json.GetArrayLength()).ShouldBe((0, files.Json.GetArrayLength()));
        (await operators.AskAsync("/route-out")).Total.ShouldNotBe(0);
        (await served.LoggedAsync("route-out.pack")).Select(e => e.GetProperty("actor").GetString()).ShouldBe(["grace-operator", "grace-operator"]);
    }

    [Fact]
    public async Task P20_An_admin_clears_an_organisation_by_typing_its_id()
    {
        await using var served = await Served.ScannedAsync(60);
        using var admin = await served.AsAsync(SignInRole.Admin);

        (await admin.TellAsync("/clear", new { confirm = "yes" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.AskAsync("/users")).Total.ShouldNotBe(0);
        (await admin.TellAsync("/clear", new { confirm = served.Premises.Org })).Status.ShouldBe(HttpStatusCode.NoContent);

        (await admin.AskAsync("/users")).Gate.ShouldBe("not-scanned");
        (await served.LoggedAsync("data.clear")).Single().GetProperty("actor").GetString().ShouldBe("grace-admin");
    }
}
