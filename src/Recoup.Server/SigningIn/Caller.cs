using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>Who asks.</summary>
/// <param name="Person">Somebody who may sign in, as they are right now.</param>
/// <param name="Session">The browser they are in; null where a script asks with a token.</param>
internal sealed record Caller(Person Person, Session? Session)
{
    /// <summary>Whoever asks; null where nobody is signed in.</summary>
    public static Caller? Of(HttpContext context) => context.Features.Get<Caller>();

    /// <summary>Filled in by the framework where a route takes one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        new(Of(context) ?? throw new InvalidOperationException("A route that takes a caller lets in only who is signed in."));

    /// <summary>What authorization looks at. A form token is bound to <paramref name="key"/>: it is of no use in another session.</summary>
    public static ClaimsPrincipal Principal(string scheme, Person person, IEnumerable<string> roles, string key) =>
        new(new ClaimsIdentity([new("name", person.Name), new("sub", key), .. roles.Select(role => new Claim("role", role))], scheme, "name", "role"));
}
