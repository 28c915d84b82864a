using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Storage.SignIns;

namespace Recoup.Server.Output;

/// <summary>Somebody who may sign in, as <c>recoup sign-ins list --json</c> and <c>GET /api/v1/people</c> say it.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="State"><c>invited</c> until they have chosen a password, <c>locked</c> after five wrong ones, else <c>active</c>.</param>
/// <param name="SecondFactor">Whether an authenticator is on.</param>
/// <param name="CreatedAt">When they were added.</param>
/// <param name="SignedInAt">When they signed in last; null when never.</param>
public sealed record SignInResult(string Name, IReadOnlyList<SignInRole> Roles, string State, bool SecondFactor, DateTimeOffset CreatedAt, DateTimeOffset? SignedInAt)
{
    public static SignInResult Of(Person person, DateTimeOffset now) => new(
        person.Name, person.Roles, person.IsLocked(now) ? "locked" : person.IsSetUp ? "active" : "invited", person.Authenticator is not null, person.CreatedAt, person.SignedInAt);

    internal string InWords() =>
        $"{char.ToUpperInvariant(State[0])}{State[1..]}; {(SecondFactor ? "with" : "without")} an authenticator; {(SignedInAt is { } at ? $"signed in last on {Figures.Day(at)}" : "never signed in")}.";
}

/// <summary>A link that was made for somebody: it is told this once.</summary>
/// <param name="Name">For whom.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="Until">From when it is refused.</param>
public sealed record LinkResult(string Name, Uri Url, DateTimeOffset Until);

/// <summary>Who asks, as <c>GET /api/v1/session</c> says it.</summary>
/// <param name="Name">The name of the sign-in.</param>
/// <param name="Roles">What it may do; of a token its one role.</param>
/// <param name="FormToken">What a browser sends as header <c>X-Form-Token</c> with whatever changes something.</param>
public sealed record SessionResult(string Name, IReadOnlyList<SignInRole> Roles, string FormToken);

/// <summary>A token, without its secret.</summary>
/// <param name="Id">What it is called where it is taken back.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Role">Its role.</param>
/// <param name="Ending">Its last four characters.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it is refused.</param>
/// <param name="Secret">The token itself, told only when it is made; null otherwise.</param>
public sealed record TokenResult(string Id, string Label, SignInRole Role, string Ending, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? Secret = null)
{
    public static TokenResult Of(ApiToken token, string? secret = null) => new(token.Id, token.Label, token.Role, token.Ending, token.CreatedAt, token.ExpiresAt, secret);
}
