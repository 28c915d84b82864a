using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Recoup.Tests.Serving;

/// <summary>A small OpenID provider on this machine: discovery, keys, tokens signed with RS256. Its own page is <see cref="Consent"/>.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly Dictionary<string, Asked> _codes = [];
    private readonly TimeProvider _time;

    private FakeProvider(TimeProvider time)
    {
        _time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Issuer ?? Url,
            authorization_endpoint = $"{Url}/authorize",
            token_endpoint = $"{Url}/token",
            jwks_uri = $"{Url}/keys",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Text(_key.ExportParameters(false).Modulus!), e = Text(_key.ExportParameters(false).Exponent!) } } }));
        _app.MapPost("/token", async (HttpRequest request) => Token(await request.ReadFormAsync()));
    }

    public string Url => _app.Urls.First();

    /// <summary>What it calls itself; its address by default.</summary>
    public string? Issuer { get; set; }

    /// <summary>The nonce of the next token; what was asked for by default.</summary>
    public string? Nonce { get; set; }

    /// <summary>The key of the next token, where it is not the one that it tells of.</summary>
    public RSA? OtherKey { get; set; }

    /// <summary>Whether the next token is signed at all.</summary>
    public bool Signs { get; set; } = true;

    public static async Task<FakeProvider> StartAsync(TimeProvider time)
    {
        var provider = new FakeProvider(time);
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>Somebody says yes on its page.</summary>
    /// <param name="to">Where they were sent.</param>
    /// <returns>The path where they come back to, with its query.</returns>
    public string Consent(string to, string subject, string? email = null, bool verified = true)
    {
        var asked = HttpUtility.ParseQueryString(new Uri(to).Query);
        asked["response_type"].ShouldBe("code");
        asked["code_challenge_method"].ShouldBe("S256");
        var code = Text(RandomNumberGenerator.GetBytes(8));
        _codes[code] = new(asked["nonce"]!, asked["code_challenge"]!, asked["redirect_uri"]!, subject, email, verified);
        return $"{new Uri(asked["redirect_uri"]!).AbsolutePath}?code={code}&state={Uri.EscapeDataString(asked["state"]!)}";
    }

    private IResult Token(IFormCollection form)
    {
        var asked = _codes[form["code"].ToString()];
        _codes.Remove(form["code"].ToString());
        form["client_id"].ToString().ShouldBe("recoup");
        form["client_secret"].ToString().ShouldBe("client-secret");
        form["redirect_uri"].ToString().ShouldBe(asked.Redirect);
        Text(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))).ShouldBe(asked.Challenge);
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new { iss = Issuer ?? Url, aud = "recoup", sub = asked.Subject, email = asked.Email, email_verified = asked.Verified, nonce = Nonce ?? asked.Nonce, iat = now, nbf = now, exp = now + 300 };
        var signed = $"{Text(JsonSerializer.SerializeToUtf8Bytes(new { alg = Signs ? "RS256" : "none", kid = "1", typ = "JWT" }))}.{Text(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = (OtherKey ?? _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Results.Json(new { access_token = "access", token_type = "Bearer", expires_in = 300, id_token = $"{signed}.{(Signs ? Text(signature) : "")}" });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private sealed record Asked(string Nonce, string Challenge, string Redirect, string Subject, string? Email, bool Verified);
}
