using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Tests.Atlassian;

/// <summary>The client against answers made up one by one; against whole organisations it is tested by the scan's stories.</summary>
public sealed class ClientTests
{
    private static readonly Uri Place = new("https://api.atlassian.com/");
    private readonly List<HttpRequestMessage> _sent = [];

    [Fact]
    public async Task Follows_a_whole_url_of_v1_pages()
    {
        var api = Api(
            """{"data":[{"id":"1","attributes":{"name":"a.test"}}],"links":{"next":"https://api.atlassian.com/admin/v1/orgs/o/domains?cursor=2"}}""",
            """{"data":[{"id":"2","attributes":{"name":"b.test"}}],"links":{}}""");

        var domains = await api.DomainsAsync(Cancel).ToListAsync(Cancel);

        domains.Select(d => d.Attributes!.Name).ShouldBe(["a.test", "b.test"]);
        _sent[1].RequestUri!.Query.ShouldBe("?cursor=2");
    }

    [Theory]
    [InlineData("https://evil.example/admin/v1/orgs/o/domains?cursor=2")]
    [InlineData("http://api.atlassian.com/admin/v1/orgs/o/domains?cursor=2")]
    [InlineData("https://api.atlassian.com:444/x")]
    public async Task Does_not_follow_a_next_link_to_another_place(string next)
    {
        var api = Api($$"""{"data":[],"links":{"next":"{{next}}"} }""");

        await Should.ThrowAsync<EgressRefusedException>(async () => await api.DomainsAsync(Cancel).ToListAsync(Cancel));
        _sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Notices_cursors_that_run_in_a_circle()
    {
        const string page = """{"data":[],"links":{"next":"https://api.atlassian.com/admin/v2/orgs/o/workspaces?cursor=again"}}""";
        var api = Api(page, page, page);

        var error = await Should.ThrowAsync<AtlassianException>(async () => await api.WorkspacesAsync(Cancel).ToListAsync(Cancel));

        error.Message.ShouldContain("circle");
        _sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Get_throws_and_TryGet_gives_null_for_404_and_for_nothing_else()
    {
        (await Api((HttpStatusCode.NotFound, "{}")).TryGetOrganizationAsync(Cancel)).ShouldBeNull();
        foreach (var status in new[] { HttpStatusCode.Forbidden, HttpStatusCode.InternalServerError, HttpStatusCode.BadRequest, HttpStatusCode.Gone, HttpStatusCode.Unauthorized })
            await Should.ThrowAsync<AtlassianException>(() => Api((status, "{}")).TryGetOrganizationAsync(Cancel));
    }

    [Fact]
    public async Task Sends_nothing_while_a_limit_lasts()
    {
        var time = new FakeTimeProvider();
        var api = Api(time, (HttpStatusCode.TooManyRequests, """{"code":429,"message":"slow down"}"""), (HttpStatusCode.OK, """{"count":3}"""));

        var first = await Should.ThrowAsync<AtlassianException>(() => api.CountAccountsAsync(Cancel));
        var second = await Should.ThrowAsync<AtlassianException>(() => api.CountAccountsAsync(Cancel));
        _sent.Count.ShouldBe(1);
        second.Until.ShouldBe(first.Until);

        time.SetUtcNow(first.Until!.Value);
        (await api.CountAccountsAsync(Cancel)).ShouldBe(3);
    }

    [Fact]
    public async Task An_answer_without_a_count_is_a_failure_and_not_a_zero() =>
        await Should.ThrowAsync<AtlassianException>(() => Api("{}").CountAccountsAsync(Cancel));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[{"accountId":null}]}""")]
    [InlineData("""{"data":[{"name":"nobody"}]}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("[]")]
    [InlineData("3")]
    public async Task An_answer_of_another_shape_is_a_failure_that_says_so(string body) =>
        (await Should.ThrowAsync<AtlassianException>(() => Api(body).UsersPageAsync(null, Cancel))).Message.ShouldContain("not of the documented shape");

    [Fact]
    public async Task P05_A_key_is_in_no_exception()
    {
        var error = await Should.ThrowAsync<AtlassianException>(() => Api((HttpStatusCode.Unauthorized, """{"code":401,"message":"Unauthorized"}""")).CountAccountsAsync(Cancel));

        error.ToString().ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("Bearer", "canary-key", "canary-key")]
    [InlineData("Basic", "YUB4LnRlc3Q6Y2FuYXJ5LXRva2Vu", "canary-token")]
    [InlineData("Basic", "YUB4LnRlc3Q6Y2FuYXJ5LXRva2Vu", "YUB4LnRlc3Q6Y2FuYXJ5LXRva2Vu")]
    public async Task P05_A_key_that_an_answer_repeats_is_in_no_exception(string scheme, string key, string repeated)
    {
        var answer = (HttpStatusCode.Unauthorized, $$"""{"code":401,"message":"Bad key {{repeated}}, sorry"}""");
        var http = new AtlassianHttp(new HttpClient(new Script(_sent, [answer])), Place, new AuthenticationHeaderValue(scheme, key), new FakeTimeProvider());

        var error = await Should.ThrowAsync<AtlassianException>(() => new JiraApi(http).GetMyselfAsync(Cancel));

        error.ToString().ShouldNotContain(repeated);
        error.Message.ShouldContain("401 Bad key …, sorry");
    }

    [Fact]
    public async Task P09_Issues_are_asked_for_assignee_reporter_and_updated_and_nothing_else()
    {
        var jira = new JiraApi(Http("""{"issues":[],"isLast":true}"""));

        await jira.IssuesReportedByAsync([new("712020:a"), new("557058:b")], 129_600, Cancel);

        var body = await _sent.ShouldHaveSingleItem().Content!.ReadAsStringAsync(Cancel);
        body.ShouldContain("""
            "fields":["assignee","reporter","updated"]
            """.Trim());
        body.ShouldContain("created \\u003E= -129600m");
    }

    [Theory]
    [InlineData("""{"lifecycle.enablement":{"allowed":true}}""", true, null)]
    [InlineData("""{"lifecycle.enablement":{"allowed":false,"reason":{"key":"externalDirectory.scim"}}}""", false, "externalDirectory.scim")]
    public async Task Reads_whether_an_account_may_be_managed(string body, bool allowed, string? reason) =>
        (await new UserManagementApi(Http(body)).TryGetManageabilityAsync(new("a"), Cancel)).ShouldBe(new Manageability(allowed, reason));

    [Fact]
    public async Task An_answer_that_does_not_speak_of_the_privilege_is_unknown() =>
        (await new UserManagementApi(Http("{}")).TryGetManageabilityAsync(new("a"), Cancel)).ShouldBeNull();

    [Fact]
    public async Task The_newest_use_of_any_token_counts()
    {
        var use = await new UserManagementApi(Http("""[{"id":"1","label":"x","createdAt":"2020-01-01T00:00:00Z","lastAccess":"2026-01-01T00:00:00Z"},{"id":"2","label":"y","createdAt":"2020-01-01T00:00:00Z"}]""")).TokenUseAsync(new("a"), Cancel);

        use.ShouldBe(Signal.Of(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        (await new UserManagementApi(Http("[]")).TokenUseAsync(new("a"), Cancel)).ShouldBe(Signal.None);
        (await new UserManagementApi(Http(HttpStatusCode.NotFound, "{}")).TokenUseAsync(new("a"), Cancel)).ShouldBe(Signal.Unknown);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OrganizationsApi Api(params string[] bodies) => Api([.. bodies.Select(b => (HttpStatusCode.OK, b))]);

    private OrganizationsApi Api(params (HttpStatusCode Status, string Body)[] answers) => Api(new FakeTimeProvider(), answers);

    private OrganizationsApi Api(FakeTimeProvider time, params (HttpStatusCode Status, string Body)[] answers) => new(Http(time, answers), new("o"));

    private AtlassianHttp Http(string body) => Http(HttpStatusCode.OK, body);

    private AtlassianHttp Http(HttpStatusCode status, string body) => Http(new FakeTimeProvider(), (status, body));

    private AtlassianHttp Http(FakeTimeProvider time, params (HttpStatusCode Status, string Body)[] answers) =>
        new(new HttpClient(new Script(_sent, answers)), Place, new AuthenticationHeaderValue("Bearer", "canary"), time);

    /// <summary>Answers in order; a request too many fails the test.</summary>
    private sealed class Script(List<HttpRequestMessage> sent, (HttpStatusCode Status, string Body)[] answers) : HttpMessageHandler
    {
        private int _next;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // The client disposes of the content with the request.
            var kept = new HttpRequestMessage(request.Method, request.RequestUri);
            if (request.Content is not null)
                kept.Content = new StringContent(await request.Content.ReadAsStringAsync(cancellationToken));
            sent.Add(kept);
            var (status, body) = answers[_next++];
            return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}
