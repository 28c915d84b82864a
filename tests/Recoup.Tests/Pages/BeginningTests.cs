using System.Net;
using System.Text;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Tests.Server;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

/// <summary>The ways to begin, on the pages: a file that is uploaded, and a key that is tried.</summary>
public sealed class BeginningTests
{
    private const string Header = "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_anything_was_scanned_the_first_page_has_three_ways_to_begin()
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        await served.PersonAsync(SignInRole.Operator, "ann");
        using var ann = await served.SignedInAsync(SignInRole.Admin, "ann");

        var page = await ann.GoAsync("/");

        page.Html.ShouldContain("<code>recoup demo</code>");
        page.Html.ShouldContain("action=\"/import\"");
        page.Html.ShouldContain("href=\"/connection\"");
    }

    [Fact]
    public async Task A_file_is_read_as_the_verb_reads_it_and_what_was_passed_over_is_told()
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        using var operators = await served.AsAsync(SignInRole.Operator);

        using var answer = await UploadAsync(operators, Header + "a,Ann,ann@x.test,Active,User,1 Jan 2024\n,Nobody,n@x.test,Active,User,1 Jan 2024\n");

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(Cancel));
        answer.Headers.Location!.ToString().ShouldStartWith("/scans/");
        (await operators.GetStringAsync(answer.Headers.Location, Cancel)).ShouldContain("without a user id");
        (await operators.GetStringAsync("/users", Cancel)).ShouldContain("Ann");
        (await served.Premises.ActionsAsync()).ShouldContain("import");
    }

    [Theory]
    [InlineData("name,address\nAnn,ann@x.test\n", "It has the columns: &quot;name&quot;, &quot;address&quot;")]
    [InlineData("", "empty")]
    public async Task A_file_that_is_none_is_refused_in_words_and_nothing_is_kept(string csv, string says)
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        using var operators = await served.AsAsync(SignInRole.Operator);

        using var answer = await UploadAsync(operators, csv);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(says);
        (await served.Workplace.Store.ScansAsync(OrgId.Local, new(10), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_not_read_over_a_connected_organisation()
    {
        await using var served = await Served.ScannedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);

        using var answer = await UploadAsync(operators, Header + "a,Ann,ann@x.test,Active,User,1 Jan 2024\n");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("a scan tells more than a file");
    }

    [Fact]
    public async Task An_upload_may_be_larger_than_any_other_request_but_not_without_end()
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        using var operators = await served.AsAsync(SignInRole.Operator);
        var row = new string('x', 1000);

        using var large = await UploadAsync(operators, string.Concat(Enumerable.Repeat(row, 20_000)));
        using var tooLarge = await UploadAsync(operators, string.Concat(Enumerable.Repeat(row, 54_000)));

        large.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        tooLarge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task P05_A_key_is_tried_kept_and_told_of_but_never_comes_back()
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        await served.Premises.ConnectAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        var (org, key) = (served.Premises.Org, served.Premises.Emulator.Key);

        var shown = await admin.GoAsync("/connection");
        var refused = await admin.SendAsync("/connection", ("org", org), ("key", "ATCTT3xFfGN0wrong0key0of0an0organisation0"));
        await admin.GoAsync("/connection");
        var kept = await admin.SendAsync("/connection", ("org", org), ("key", key), ("keyExpires", "2027-03-31"));
        var then = await admin.GoAsync("/connection");
        var settings = await admin.GoAsync("/settings");

        shown.Html.ShouldContain("A scan would be complete");
        refused.Status.ShouldBe(409);
        refused.Html.ShouldContain("Atlassian does not accept the key");
        refused.Html.ShouldContain("Make one at admin.atlassian.com");
        kept.To.ShouldBe("/connection");
        WebUtility.HtmlDecode(then.Html).ShouldContain($"ends in …{key[^4..]}, expires 2027-03-31");
        WebUtility.HtmlDecode(settings.Html).ShouldContain($"ends in …{key[^4..]}, expires 2027-03-31");
        foreach (var page in new[] { shown, refused, kept, then, settings })
        {
            page.Html.ShouldNotContain(key);
            page.Html.ShouldNotContain("0wrong0key0of0an0");
        }
    }

    [Theory]
    [InlineData("org", "", "Give the organisation&#x27;s id")]
    [InlineData("key", "", "Nothing to connect with")]
    [InlineData("keyExpires", "2026-11-22", "2026-11-22 has passed already")]
    [InlineData("keyExpires", "soon", "A last day is a date")]
    [InlineData("site", "https://acme.atlassian.net", "A site takes all three")]
    public async Task What_is_missing_or_wrong_in_the_form_is_named(string field, string value, string says)
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        await served.Premises.ConnectAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        var form = new Dictionary<string, string> { ["org"] = served.Premises.Org, ["key"] = served.Premises.Emulator.Key, [field] = value };
        await admin.GoAsync("/connection");

        var refused = await admin.SendAsync("/connection", [.. form.Select(f => (f.Key, f.Value))]);

        refused.Status.ShouldBe(409);
        refused.Html.ShouldContain(says);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string csv)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "users.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/import") { Content = form };
        // The answer comes before a body that is too large: it is not sent in vain.
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request, Cancel);
    }
}
