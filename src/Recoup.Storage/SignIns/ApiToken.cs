using Recoup.Engine;

namespace Recoup.Storage.SignIns;

/// <summary>A token with which a script asks the API in somebody's name. Only its hash is kept.</summary>
/// <param name="Hash">SHA-256 of the token, in hex.</param>
/// <param name="Owner">Whose it is: the name of their sign-in, which the log names as actor.</param>
/// <param name="Label">What it is for, in the owner's words.</param>
/// <param name="Role">The one role it has, and only as long as its owner has it.</param>
/// <param name="Ending">Its last four characters.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it is refused; at most a year later.</param>
public sealed record ApiToken(string Hash, string Owner, string Label, SignInRole Role, string Ending, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The longest life of a token.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>What it is called where it is listed or taken back: the first characters of its hash.</summary>
    public string Id => Hash[..12];
}
