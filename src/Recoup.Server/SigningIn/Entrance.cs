using Recoup.Core;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>What came of trying to sign in: a session, a second step to take, or a refusal.</summary>
/// <param name="Session">The secret of the new session.</param>
/// <param name="Ticket">What the form for the code has to bring back.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record Entry(string? Session = null, string? Ticket = null, Refusal? Refusal = null);

/// <summary>Signing in and out.</summary>
internal sealed class Entrance(SignInBook book, Authenticators authenticators, Tickets tickets)
{
    private const string CodeStep = "code";

    /// <summary>The same for a wrong name, a wrong password and a locked sign-in: nobody learns who there is.</summary>
    private static readonly Refusal Wrong = new(
        "sign-in", "Name or password is not right, or was wrong five times in a row: then nobody gets in for 15 minutes, unless an admin unlocks it.");

    private static readonly Refusal WrongCode = new("code", "The code is not right or was used before. Wait for the next one, or use a recovery code.");

    /// <summary>The first step, and the only one for somebody without an authenticator.</summary>
    /// <param name="brought">The hash of the session that the browser is in, which ends; null for none.</param>
    public async Task<Entry> SignInAsync(string name, string password, string? brought, CancellationToken cancellationToken)
    {
        var (session, ticket) = (TokenSecret.Bare(), (string?)null);
        var refusal = await book.ChangeAsync(
            name,
            person =>
            {
                // Always, also where the answer is known without it: it takes its time.
                var fits = Passwords.Fits(person, password);
                if (person?.PasswordHash is null || person.IsLocked(book.Now))
                    return Wrong;
                if (!fits)
                    return book.Wrong(person, Wrong);
                ticket = person.Authenticator is null ? null : tickets.Seal(CodeStep, person.Name, TokenSecret.Hash(person.PasswordHash));
                return ticket is null ? Begin(person, session, brought) : default(Decision);
            },
            cancellationToken);
        return refusal is not null ? new(Refusal: refusal) : ticket is not null ? new(Ticket: ticket) : new(session);
    }

    /// <summary>The second step: a code of the authenticator, or a recovery code.</summary>
    public async Task<Entry> CodeAsync(string ticket, string code, string? brought, CancellationToken cancellationToken)
    {
        if (tickets.TryOpen(CodeStep, ticket) is not (var name, var password))
            return new(Refusal: new("sign-in", "That took too long. Sign in again."));
        var session = TokenSecret.Bare();
        var refusal = await book.ChangeAsync(
            name,
            person =>
            {
                // The password of the first step has to be the one that counts.
                if (person?.PasswordHash is null || person.IsLocked(book.Now) || TokenSecret.Hash(person.PasswordHash) != password)
                    return Wrong;
                if (person.Authenticator is null)
                    return Begin(person, session, brought);
                if (authenticators.StepOf(person, code) is { } step)
                    return Begin(person with { LastStep = step }, session, brought);
                var hash = RecoveryCodes.Hash(code);
                return person.RecoveryCodes.Contains(hash)
                    ? Begin(person with { RecoveryCodes = [.. person.RecoveryCodes.Where(c => c != hash)] }, session, brought, "with a recovery code")
                    : book.Wrong(person, WrongCode);
            },
            cancellationToken);
        return refusal is null ? new(session) : refusal == WrongCode ? new(Ticket: ticket, Refusal: refusal) : new(Refusal: refusal);
    }

    /// <summary>Ends the session.</summary>
    public Task SignOutAsync(Session session, CancellationToken cancellationToken) =>
        book.Store.KeepAsync(new(SignInBook.Event(session.Name, "session.end")) { Ends = session.Hash }, cancellationToken);

    private SignInChange Begin(Person person, string session, string? brought, string? note = null) => new(SignInBook.Event(person.Name, "session.begin", note: note))
    {
        Person = person.Unlocked() with { SignedInAt = book.Now },
        Begins = new(TokenSecret.Hash(session), person.Name, book.Now, book.Now),
        Ends = brought,
    };
}
