using Recoup.Engine.Atlassian;

namespace Recoup.Tests.Atlassian;

public sealed class EgressGuardTests
{
    private static readonly Uri[] Allowed = [new("https://api.atlassian.com/"), new("https://acme.atlassian.net/"), new("http://127.0.0.1:5090/sites/acme/")];

    [Theory]
    [InlineData("GET", "https://api.atlassian.com/admin/v1/orgs")]
    [InlineData("POST", "https://api.atlassian.com/admin/v2/orgs/o/directories/-/users/search")]
    [InlineData("POST", "https://acme.atlassian.net/rest/api/3/search/jql")]
    [InlineData("GET", "http://127.0.0.1:5090/sites/acme/rest/api/3/myself")]
    public async Task P03_Lets_reads_of_the_configured_places_pass(string method, string url) =>
        (await SendAsync(method, url)).ShouldBeTrue();

    [Theory]
    [InlineData("http://api.atlassian.com/admin/v1/orgs")]
    [InlineData("https://api.atlassian.com:8443/admin/v1/orgs")]
    [InlineData("https://api.atlassian.com.evil.example/admin")]
    [InlineData("https://user@api.atlassian.com/admin")]
    [InlineData("https://other.atlassian.net/rest/api/3/myself")]
    [InlineData("https://api.anthropic.com/v1/messages")]
    [InlineData("http://127.0.0.1:5091/sites/acme/rest")]
    [InlineData("http://127.0.0.1:5090/sites/acme-labs/rest")]
    [InlineData("http://localhost:5090/sites/acme/rest")]
    public async Task P03_Refuses_every_other_place_before_a_socket_opens(string url) =>
        (await Should.ThrowAsync<EgressRefusedException>(() => SendAsync("GET", url))).Rule.ShouldBe("not an allowed destination");

    [Theory]
    [InlineData("POST", "https://api.atlassian.com/users/a/manage/lifecycle/disable")]
    [InlineData("POST", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/users/a/suspend")]
    [InlineData("DELETE", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/groups/g/memberships/a")]
    [InlineData("POST", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/groups/users/search/memberships")]
    [InlineData("PUT", "https://acme.atlassian.net/rest/api/3/search/jql")]
    public async Task Refuses_whatever_could_change_something(string method, string url) =>
        (await Should.ThrowAsync<EgressRefusedException>(() => SendAsync(method, url))).Rule.ShouldBe("read-only until a write key is given");

    [Theory]
    [InlineData("POST", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/users/a/suspend")]
    [InlineData("POST", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/users/712020%3Aa/restore")]
    [InlineData("POST", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/groups/g/memberships")]
    [InlineData("DELETE", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/groups/g/memberships/a")]
    [InlineData("POST", "https://api.atlassian.com/admin/v1/orgs/o/users/a/roles/assign")]
    [InlineData("POST", "https://api.atlassian.com/admin/v1/orgs/o/users/a/roles/revoke")]
    [InlineData("POST", "https://api.atlassian.com/users/a/manage/lifecycle/disable")]
    [InlineData("POST", "https://api.atlassian.com/users/a/manage/lifecycle/enable")]
    [InlineData("GET", "https://api.atlassian.com/admin/v1/orgs")]
    public async Task With_a_key_that_may_write_the_changes_of_a_run_pass(string method, string url) =>
        (await SendAsync(method, url, writes: true)).ShouldBeTrue();

    [Theory]
    [InlineData("DELETE", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/users/a")]
    [InlineData("DELETE", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/groups/g")]
    [InlineData("DELETE", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/users/a/suspend")]
    [InlineData("POST", "https://api.atlassian.com/users/a/manage/lifecycle/delete")]
    [InlineData("POST", "https://api.atlassian.com/users/a/manage/lifecycle/disable/x")]
    [InlineData("POST", "https://api.atlassian.com/admin/v1/orgs/o/users/a/role-assignments/revoke")]
    [InlineData("POST", "https://api.atlassian.com/admin/v2/orgs/o/directories/d/groups/g/role-assignments/revoke")]
    [InlineData("PUT", "https://api.atlassian.com/users/a/manage/email")]
    [InlineData("DELETE", "https://api.atlassian.com/users/a/manage/api-tokens/t")]
    [InlineData("POST", "https://acme.atlassian.net/rest/api/3/issue")]
    public async Task With_a_key_that_may_write_nothing_else_that_changes_passes_and_nothing_that_deletes(string method, string url) =>
        (await Should.ThrowAsync<EgressRefusedException>(() => SendAsync(method, url, writes: true))).Rule.ShouldBe("not a change that Recoup makes");

    [Fact]
    public async Task Never_tells_the_query()
    {
        var refused = await Should.ThrowAsync<EgressRefusedException>(() => SendAsync("GET", "https://evil.example/x?token=secret"));

        refused.Message.ShouldNotContain("secret");
    }

    private static async Task<bool> SendAsync(string method, string url, bool writes = false)
    {
        using var network = new Network();
        using var client = new HttpClient(new EgressGuard(Allowed, network, writes));
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return network.Reached;
    }

    private sealed class Network : HttpMessageHandler
    {
        public bool Reached { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Reached = true;
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
