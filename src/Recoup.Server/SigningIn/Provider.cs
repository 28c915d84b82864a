using System.Security.Claims;
using Recoup.Core;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>
/// Signing in through the operator's OpenID provider. It says who somebody is, never that they may come in: an admin has added them.
/// </summary>
internal sealed class Provider(SignInBook book, Links links)
{
    public static readonly Refusal Unknown = new("not-added", "The provider says who you are, and nobody here is that. Ask an admin to add you, and open the link that you get.");

    /// <summary>Who the provider says it is.</summary>
    /// <param name="Subject">The provider's id of the person.</param>
    /// <param name="Email">Their mail address, where the provider says that it is verified; else null.</param>
    public sealed record Claimed(OpenIdSubject Subject, string? Email)
    {
        public static Claimed Of(ClaimsPrincipal principal)
        {
            var subject = principal.FindFirst("sub") ?? throw new InvalidOperationException("The provider's token names no subject.");
            return new(new(subject.Issuer, subject.Value), principal.FindFirst("email_verified")?.Value is "true" or "True" ? principal.FindFirst("email")?.Value : null);
        }
    }

    /// <summary>Begins a session of whoever the provider names.</summary>
    /// <param name="link">The secret of a link that the person opened: it binds them to the one for whom it was made.</param>
    /// <param name="brought">The hash of the session that the browser is in, which ends; null for none.</param>
    public async Task<Entry> EnterAsync(Claimed claimed, string? link, string? brought, CancellationToken cancellationToken)
    {
        var known = (await book.Store.SignInsAsync(cancellationToken)).FirstOrDefault(p => p.OpenId == claimed.Subject);
        if (link is not null)
        {
            if (await links.TryOpenAsync(link, cancellationToken) is not { SetsUp: false } opened)
                return new(Refusal: Links.Gone);
            // Who is somebody already does not become somebody else by a link.
            return known is not null && known.Name != opened.Name
                ? new(Refusal: new("taken", $"The provider's account is that of {known.Name} here."))
                : await BeginAsync(opened.Name, claimed, brought, opened, cancellationToken);
        }

        return (known?.Name ?? claimed.Email) is { } name ? await BeginAsync(name, claimed, brought, null, cancellationToken) : new(Refusal: Unknown);
    }

    private async Task<Entry> BeginAsync(string name, Claimed claimed, string? brought, OneTimeLink? link, CancellationToken cancellationToken)
    {
        var session = TokenSecret.Bare();
        var refusal = await book.ChangeAsync(
            name,
            person =>
            {
                // A verified address binds somebody who is bound to nobody; only a link binds anew.
                if (person is null || (link is null && person.OpenId is { } bound && bound != claimed.Subject))
                    return Unknown;
                var isNew = person.OpenId != claimed.Subject;
                return new SignInChange(SignInBook.Event(person.Name, isNew ? "session.begin-bound" : "session.begin", note: "through the OpenID provider"))
                {
                    Person = person with { OpenId = claimed.Subject, SignedInAt = book.Now },
                    Begins = new(TokenSecret.Hash(session), person.Name, book.Now, book.Now, ByProvider: true),
                    Ends = brought,
                    Uses = link,
                };
            },
            cancellationToken);
        return refusal is null ? new(session) : new(Refusal: refusal);
    }
}
