using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>The way into a demo: one link, good once, that asks for no password. Nothing behind it is anybody's, and it is thrown away.</summary>
internal sealed class DemoDoor
{
    private const string Name = "demo";

    private readonly SignInBook _book;
    private string? _hash;

    private DemoDoor(SignInBook book, string hash) => (_book, _hash) = (book, hash);

    /// <summary>Makes somebody who may do everything.</summary>
    /// <returns>The door, and what its link ends in.</returns>
    public static async Task<(DemoDoor Door, string Path)> OpenAsync(Workplace workplace, CancellationToken cancellationToken)
    {
        var (book, secret) = (new SignInBook(workplace), TokenSecret.Bare());
        // Nobody knows this password: the link is the only way in.
        var person = new Person { Name = Name, Roles = Enum.GetValues<SignInRole>(), PasswordHash = Passwords.Hash(TokenSecret.Bare()), CreatedAt = book.Now };
        await book.Store.KeepAsync(new(SignInBook.Event(Name, "person.add", Name)) { Person = person }, cancellationToken);
        return (new(book, TokenSecret.Hash(secret)), $"/demo/{secret}");
    }

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/demo/{secret}", EnterAsync).LetsAnybodyIn().ExcludeFromDescription();

    private async Task<IResult> EnterAsync(string secret, HttpContext context, SessionCookie cookie, CancellationToken cancellationToken)
    {
        if (!IsTheOne(secret))
            return Problems.Of(Links.Gone);
        var session = TokenSecret.Bare();
        await _book.Store.KeepAsync(new(SignInBook.Event(Name, "session.begin")) { Begins = new(TokenSecret.Hash(session), Name, _book.Now, _book.Now) }, cancellationToken);
        cookie.Give(context.Response, session);
        return SignInRoutes.SeeOther("/");
    }

    /// <summary>Whether it is the link's, and nobody used it before.</summary>
    private bool IsTheOne(string secret)
    {
        var hash = _hash;
        return hash is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(TokenSecret.Hash(secret)), Encoding.UTF8.GetBytes(hash))
            && Interlocked.CompareExchange(ref _hash, null, hash) == hash;
    }
}
