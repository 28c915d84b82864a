using System.Net;
using Recoup.Engine;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

/// <summary>The page about groups and other ways to a seat.</summary>
public sealed class AccessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_that_leak_stand_with_evidence_and_what_to_do()
    {
        await using var served = await Served.ScannedAsync(users: 500);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        using var answer = await viewer.GetAsync("/access", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await answer.Content.ReadAsStringAsync(Cancel);
        html.ShouldContain("that many members do not use.</strong>");
        html.ShouldContain("Groups to split");
        html.ShouldContain("members do not use it (");
        html.ShouldContain("What to do:");
        html.ShouldContain("Seats that groups give, the most unused first");
        html.ShouldContain("Given to accounts themselves");
    }

    [Fact]
    public async Task Before_the_first_scan_it_says_so()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        (await viewer.GetStringAsync("/access", Cancel)).ShouldContain("No scan has come to an end yet.");
    }

    [Fact]
    public async Task An_import_says_that_an_export_does_not_tell()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        var file = served.Premises.Shell.Write("export.csv", """
            User id,User name,email,User status,Jira - acme,Last seen in Jira - acme
            a,Ada Lovelace,ada@acme.test,Active,User,1 Jan 2024
            """);
        await served.Premises.DoneAsync($"import {file}");
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        (await viewer.GetStringAsync("/access", Cancel)).ShouldContain("An export does not tell which group gives a seat");
    }
}
