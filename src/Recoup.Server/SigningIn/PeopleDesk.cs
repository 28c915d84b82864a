using Recoup.Core;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>What an admin does about who may sign in: on the pages, over the API and on the command line.</summary>
/// <param name="actor">Who does it, as the audit log names them.</param>
internal sealed class PeopleDesk(SignInBook book, string actor)
{
    /// <summary>On the command line: the user of the machine does it.</summary>
    public static PeopleDesk Of(Workplace workplace) => new(new(workplace), workplace.Host.User);

    /// <summary>Adds somebody, with a link by which they choose a password.</summary>
    public async Task<(string? Secret, Refusal? Refusal)> AddAsync(string name, IReadOnlyList<SignInRole> roles, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if ((SignInName.Refuse(name) ?? RefuseNone(roles)) is { } wrong)
            return (null, wrong);
        var (secret, link) = NewLink(name);
        var refusal = await book.ChangeAsync(
            name,
            person => person is not null
                ? new Refusal("taken", $"{person.Name} may sign in already.")
                : new SignInChange(SignInBook.Event(actor, "person.add", name, Said(roles))) { Person = new() { Name = name, Roles = Ordered(roles), CreatedAt = book.Now }, Makes = link },
            cancellationToken);
        return (refusal is null ? secret : null, refusal);
    }

    /// <summary>Gives somebody other roles; what they lose ends at once, in sessions and tokens too.</summary>
    public Task<Refusal?> SetRolesAsync(string name, IReadOnlyList<SignInRole> roles, CancellationToken cancellationToken) =>
        RefuseNone(roles) is { } wrong
            ? Task.FromResult<Refusal?>(wrong)
            : ChangeAsync(name, person => new(SignInBook.Event(actor, "person.roles", person.Name, Said(roles))) { Person = person with { Roles = Ordered(roles) } }, cancellationToken);

    /// <summary>Lets somebody in again after five wrong passwords or codes.</summary>
    public Task<Refusal?> UnlockAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, person => new(SignInBook.Event(actor, "person.unlock", person.Name)) { Person = person.Unlocked() }, cancellationToken);

    /// <summary>A link by which somebody chooses a new password. The old one holds until then.</summary>
    /// <param name="takesAuthenticator">Whether using it also takes their authenticator away: for somebody who lost it with all recovery codes.</param>
    public async Task<(string? Secret, Refusal? Refusal)> LinkAsync(string name, bool takesAuthenticator, CancellationToken cancellationToken)
    {
        var secret = "";
        var refusal = await ChangeAsync(
            name,
            person =>
            {
                (secret, var link) = NewLink(person.Name);
                return new(SignInBook.Event(actor, "person.link", person.Name, takesAuthenticator ? "takes the authenticator away" : null)) { Makes = link with { TakesAuthenticator = takesAuthenticator } };
            },
            cancellationToken);
        return (refusal is null ? secret : null, refusal);
    }

    /// <summary>Takes somebody out, with sessions and tokens.</summary>
    public Task<Refusal?> RemoveAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, person => new(SignInBook.Event(actor, "person.remove", person.Name)) { Removed = person }, cancellationToken);

    private Task<Refusal?> ChangeAsync(string name, Func<Person, SignInChange> change, CancellationToken cancellationToken) =>
        book.ChangeAsync(name, person => person is null ? SignInBook.NoPerson(name) : change(person), cancellationToken);

    private (string Secret, OneTimeLink Link) NewLink(string name)
    {
        var secret = TokenSecret.Bare();
        return (secret, new(TokenSecret.Hash(secret), name, book.Now + OneTimeLink.Life));
    }

    private static Refusal? RefuseNone(IReadOnlyList<SignInRole> roles) => roles.Count > 0 ? null : new("roles", "Somebody who may sign in has at least one role; viewer is the least.");

    private static SignInRole[] Ordered(IReadOnlyList<SignInRole> roles) => [.. roles.Distinct().Order()];

    private static string Said(IReadOnlyList<SignInRole> roles) => string.Join(", ", Ordered(roles)).ToLowerInvariant();
}
