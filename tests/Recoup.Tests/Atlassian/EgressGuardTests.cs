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

    [Fact]
    public async Task Never_tells_the_query()
    {
        var refused = await Should.ThrowAsync<EgressRefusedException>(() => SendAsync("GET", "https://evil.example/x?token=secret"));

        refused.Message.ShouldNotContain("secret");
    }

    private static async Task<bool> SendAsync(string method, string url)
    {
        using var network = new Network();
        using var client = new HttpClient(new EgressGuard(Allowed, network));
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
