using System.Globalization;
using Recoup.Core;
using Recoup.Engine;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>What somebody does about their own sign-in. What weighs asks for the password again: whoever finds a browser open has not got it.</summary>
internal sealed class Account(SignInBook book, Authenticators authenticators, Tickets tickets)
{
    private const string AuthenticatorStep = "authenticator";

    private static readonly Refusal WrongPassword = new("password-wrong", "The password is not right, or was wrong too often: then nothing that asks for it goes for 15 minutes.");
    private static readonly Refusal WrongCode = new("code", "The code is not right or was used before. Wait for the next one.");

    /// <summary>How lately somebody without a password has to have signed in, where another is asked for theirs.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    /// <summary>A new password; every other session ends.</summary>
    public Task<Refusal?> ChangePasswordAsync(Caller caller, string password, string chosen, CancellationToken cancellationToken)
    {
        if (Passwords.Refuse(caller.Person.Name, chosen) is { } weak)
            return Task.FromResult<Refusal?>(weak);
        var hash = Passwords.Hash(chosen);
        return KnownAsync(caller, password, person => Alone(caller, person with { PasswordHash = hash }, "password.change"), cancellationToken);
    }

    /// <summary>The first step of turning an authenticator on: a secret for the app.</summary>
    public async Task<(string? Ticket, string? Secret, Refusal? Refusal)> BeginAuthenticatorAsync(Caller caller, string password, CancellationToken cancellationToken)
    {
        var refusal = await KnownAsync(caller, password, person => person.Authenticator is null ? default(Decision) : new Refusal("authenticator", "An authenticator is on already. Turn it off first."), cancellationToken);
        var secret = Authenticators.NewSecret();
        return refusal is null ? (tickets.Seal(AuthenticatorStep, caller.Person.Name, secret), secret, null) : (null, null, refusal);
    }

    /// <summary>The secret that the second step is about, to show it once more; null when that took too long.</summary>
    public string? SecretOf(Caller caller, string ticket) =>
        tickets.TryOpen(AuthenticatorStep, ticket) is (var name, var secret) && name == caller.Person.Name ? secret : null;

    /// <summary>The second step: a code shows that the app has the secret. Then there are recovery codes.</summary>
    public async Task<(IReadOnlyList<string>? Codes, Refusal? Refusal)> ConfirmAuthenticatorAsync(Caller caller, string ticket, string code, CancellationToken cancellationToken)
    {
        if (SecretOf(caller, ticket) is not { } secret)
            return (null, new("ticket", "That took too long. Begin again."));
        var codes = RecoveryCodes.New();
        var refusal = await book.ChangeAsync(
            caller.Person.Name,
            person => person is not { Authenticator: null } ? new Refusal("authenticator", "An authenticator is on already.")
                : authenticators.StepOf(secret, code) is not { } step ? WrongCode
                : Alone(caller, person with { Authenticator = authenticators.Protect(person.Name, secret), LastStep = step, RecoveryCodes = [.. codes.Select(RecoveryCodes.Hash)] }, "authenticator.on"),
            cancellationToken);
        return refusal is null ? (codes, null) : (null, refusal);
    }

    /// <summary>Turns the authenticator off, with its recovery codes.</summary>
    /// <param name="code">A code of it, or a recovery code.</param>
    public Task<Refusal?> RemoveAuthenticatorAsync(Caller caller, string password, string code, CancellationToken cancellationToken) =>
        KnownAsync(
            caller,
            password,
            person => person.Authenticator is null ? default(Decision)
                : authenticators.StepOf(person, code) is null && !person.RecoveryCodes.Contains(RecoveryCodes.Hash(code)) ? book.Wrong(person, WrongCode)
                : Alone(caller, person.WithoutAuthenticator(), "authenticator.off"),
            cancellationToken);

    /// <summary>New recovery codes; the old ones are of no use then.</summary>
    public async Task<(IReadOnlyList<string>? Codes, Refusal? Refusal)> RenewCodesAsync(Caller caller, string password, CancellationToken cancellationToken)
    {
        var codes = RecoveryCodes.New();
        var refusal = await KnownAsync(
            caller,
            password,
            person => person.Authenticator is null
                ? new Refusal("no-authenticator", "Recovery codes stand in for an authenticator, and none is on.")
                : new SignInChange(SignInBook.Event(person.Name, "recovery-codes.new")) { Person = person.Unlocked() with { RecoveryCodes = [.. codes.Select(RecoveryCodes.Hash)] } },
            cancellationToken);
        return refusal is null ? (codes, null) : (null, refusal);
    }

    /// <summary>A token for a script, with one of the person's roles.</summary>
    /// <param name="days">How long it lasts, in days.</param>
    public async Task<(string? Secret, ApiToken? Token, Refusal? Refusal)> AddTokenAsync(Caller caller, string password, string label, SignInRole role, int days, CancellationToken cancellationToken)
    {
        label = label.Trim();
        if (label.Length is 0 or > 100 || label.Any(char.IsControl))
            return (null, null, new("label", "Say in up to 100 characters what the token is for."));
        if (days < 1 || days > ApiToken.Longest.TotalDays)
            return (null, null, new("days", string.Create(CultureInfo.InvariantCulture, $"A token lasts 1 to {ApiToken.Longest.TotalDays:0} days.")));
        var refusal = await KnownAsync(caller, password, person => person.Has(role) ? default(Decision) : new Refusal("role", $"A token has a role of its owner, and you are no {role.ToString().ToLowerInvariant()}."), cancellationToken);
        if (refusal is not null)
            return (null, null, refusal);
        var secret = TokenSecret.New();
        var token = new ApiToken(TokenSecret.Hash(secret), caller.Person.Name, label, role, secret[^4..], book.Now, book.Now + TimeSpan.FromDays(days));
        await book.Store.AddTokenAsync(token, SignInBook.Event(caller.Person.Name, "token.create", note: $"{token.Id}, {role.ToString().ToLowerInvariant()}: {label}"), cancellationToken);
        return (secret, token, null);
    }

    public async Task<Refusal?> RemoveTokenAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if ((await book.Store.TokensAsync(caller.Person.Name, cancellationToken)).FirstOrDefault(t => t.Id == id) is not { } token)
            return new("no-token", $"you have no token {id}");
        await book.Store.RemoveTokenAsync(token, SignInBook.Event(caller.Person.Name, "token.remove", note: token.Id), cancellationToken);
        return null;
    }

    public async Task<Refusal?> EndSessionAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if ((await book.Store.SessionsAsync(caller.Person.Name, book.Now, cancellationToken)).FirstOrDefault(s => s.Id == id) is not { } session)
            return new("no-session", $"you have no session {id}");
        await book.Store.KeepAsync(new(SignInBook.Event(caller.Person.Name, "session.end")) { Ends = session.Hash }, cancellationToken);
        return null;
    }

    /// <summary>Ends every session but the one it is asked in.</summary>
    public Task EndOthersAsync(Caller caller, CancellationToken cancellationToken) =>
        book.Store.KeepAsync(new(SignInBook.Event(caller.Person.Name, "session.end-others")) { EndsAllOf = caller.Person.Name, Keeps = caller.Session?.Hash }, cancellationToken);

    /// <summary>What weighs leaves no session of the person open elsewhere.</summary>
    private static SignInChange Alone(Caller caller, Person person, string action) =>
        new(SignInBook.Event(person.Name, action)) { Person = person.Unlocked(), EndsAllOf = person.Name, Keeps = caller.Session?.Hash };

    private Task<Refusal?> KnownAsync(Caller caller, string password, Func<Person, Decision> then, CancellationToken cancellationToken) =>
        book.ChangeAsync(
            caller.Person.Name,
            person => person is null ? SignInBook.NoPerson(caller.Person.Name)
                : person.IsLocked(book.Now) ? WrongPassword
                : person.PasswordHash is null ? (caller.Session?.BeganAt > book.Now - Lately ? then(person) : new Refusal("sign-in-again", "Sign in again first: this is asked of who signed in within the last 10 minutes."))
                : Passwords.Fits(person, password) ? then(person)
                : book.Wrong(person, WrongPassword),
            cancellationToken);
}
