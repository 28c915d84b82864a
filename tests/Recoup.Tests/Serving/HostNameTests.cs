using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Recoup.Server.Serving;

namespace Recoup.Tests.Serving;

/// <summary>Which names a server answers to, and for whom. A connection from elsewhere cannot be had in a test: the guard is asked alone.</summary>
public sealed class HostNameTests
{
    private static readonly WebAddress Address = new(IPAddress.Any, 5080, new("https://recoup.example.com"));

    [Theory]
    [InlineData("localhost", "127.0.0.1", 200)]
    [InlineData("127.0.0.1:5080", "127.0.0.1", 200)]
    [InlineData("[::1]:5080", "::1", 200)]
    [InlineData("localhost", "::ffff:127.0.0.1", 200)]
    [InlineData("localhost", "192.0.2.7", 421)]
    [InlineData("127.0.0.1:5080", "192.0.2.7", 421)]
    [InlineData("[::1]", "2001:db8::7", 421)]
    [InlineData("192.0.2.1", "192.0.2.7", 421)]
    [InlineData("recoup.example.com", "192.0.2.7", 200)]
    [InlineData("RECOUP.example.com:443", "127.0.0.1", 200)]
    [InlineData("recoup.example.com.evil.example", "192.0.2.7", 421)]
    public async Task The_names_of_this_machine_are_for_who_asks_from_it(string host, string from, int status)
    {
        (await AskAsync(host, from)).Response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task What_a_connection_does_not_say_is_from_elsewhere() => (await AskAsync("localhost", null)).Response.StatusCode.ShouldBe(421);

    [Theory]
    [InlineData("recoup.example.com")]
    [InlineData("evil.example")]
    public async Task Every_answer_tells_browsers_what_they_may_do_with_it(string host)
    {
        var headers = (await AskAsync(host, "192.0.2.7")).Response.Headers;

        headers.ContentSecurityPolicy.ToString().ShouldStartWith("default-src 'none'; ");
        headers.ContentSecurityPolicy.ToString().ShouldContain("base-uri 'none'");
        headers.ContentSecurityPolicy.ToString().ShouldContain("frame-ancestors 'none'");
        headers.ContentSecurityPolicy.ToString().ShouldNotContain("unsafe");
        headers.XContentTypeOptions.ToString().ShouldBe("nosniff");
        headers["Referrer-Policy"].ToString().ShouldBe("same-origin");
        headers.CacheControl.ToString().Split(", ").ShouldBe(["no-store", "no-cache"], ignoreOrder: true);
        headers.StrictTransportSecurity.ToString().ShouldBe("max-age=31536000");
        headers.AccessControlAllowOrigin.ShouldBeEmpty();
    }

    private static async Task<HttpContext> AskAsync(string host, string? from)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseOurHosts(Address);
        app.Run(_ => Task.CompletedTask);
        var context = new DefaultHttpContext();
        context.Request.Host = new(host);
        context.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);
        await app.Build()(context);
        return context;
    }
}
