using Recoup.Core.Directory;

namespace Recoup.Core.Policies;

/// <summary>Somebody who is no organisation admin, and whom one of them let in, where a host knows people by their Atlassian accounts.</summary>
/// <param name="Account">Who.</param>
/// <param name="Roles">What they may do besides reading, by the roles' names.</param>
/// <param name="By">The organisation admin who named them.</param>
/// <param name="On">The day it was said, in UTC.</param>
public sealed record NamedPerson(AccountId Account, IReadOnlyList<string> Roles, AccountId By, DateOnly On)
{
    /// <summary>As many as the settings take.</summary>
    public const int Most = 100;
}
