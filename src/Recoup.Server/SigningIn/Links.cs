using Recoup.Core;
using Recoup.Engine;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>Links by which somebody chooses a password, once. Opening one uses nothing up: mail scanners open links.</summary>
internal sealed class Links(SignInBook book)
{
    public static readonly Refusal Gone = new("no-link", "This link was used, is too old, or never was one. Ask an admin for another.");

    /// <summary>Where a link leads.</summary>
    public static Uri Url(Uri server, string secret) => new(server, $"/link/{secret}");

    /// <summary>A link that makes the first admin; null while there is one.</summary>
    /// <param name="actor">Who started the server.</param>
    public async Task<string?> SetUpAsync(string actor, CancellationToken cancellationToken)
    {
        if (await book.Store.HasAdminAsync(cancellationToken))
            return null;
        var secret = TokenSecret.Bare();
        var link = new OneTimeLink(TokenSecret.Hash(secret), "", book.Now + OneTimeLink.SetUpLife);
        await book.Store.KeepAsync(new(SignInBook.Event(actor, "set-up.link")) { Makes = link }, cancellationToken);
        return secret;
    }

    /// <summary>What a link is for; null when it is of no use.</summary>
    public async Task<OneTimeLink?> TryOpenAsync(string secret, CancellationToken cancellationToken) =>
        await book.Store.TryGetLinkAsync(TokenSecret.Hash(secret), cancellationToken) is { } link && link.Until > book.Now
            && !(link.SetsUp && await book.Store.HasAdminAsync(cancellationToken)) ? link : null;

    /// <summary>Chooses the password, and for the first admin the name.</summary>
    public async Task<Refusal?> UseAsync(string secret, string name, string password, CancellationToken cancellationToken)
    {
        if (await TryOpenAsync(secret, cancellationToken) is not { } link)
            return Gone;
        name = link.SetsUp ? name.Trim() : link.Name;
        if ((SignInName.Refuse(name) ?? Passwords.Refuse(name, password)) is { } refusal)
            return refusal;
        var hash = Passwords.Hash(password);
        return await book.ChangeAsync(name, person => link.SetsUp ? SetUp(link, name, hash, person) : Choose(link, hash, person), cancellationToken);
    }

    private Decision SetUp(OneTimeLink link, string name, string hash, Person? person)
    {
        var admin = person ?? new Person { Name = name, Roles = [], CreatedAt = book.Now };
        if (admin.IsSetUp)
            return new Refusal("taken", $"{admin.Name} is somebody already. Choose another name.");
        return new SignInChange(SignInBook.Event(admin.Name, "set-up.end"))
        {
            Person = admin with { PasswordHash = hash, Roles = [.. admin.Roles.Append(SignInRole.Admin).Distinct()] },
            Uses = link,
        };
    }

    private static Decision Choose(OneTimeLink link, string hash, Person? person)
    {
        if (person is null)
            return Gone;
        var chosen = person.Unlocked() with { PasswordHash = hash };
        return new SignInChange(SignInBook.Event(person.Name, "password.choose", note: link.TakesAuthenticator ? "the authenticator is taken away" : null))
        {
            Person = link.TakesAuthenticator ? chosen.WithoutAuthenticator() : chosen,
            Uses = link,
            EndsAllOf = person.Name,
        };
    }
}
