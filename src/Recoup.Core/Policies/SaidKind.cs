using Recoup.Core.Directory;

namespace Recoup.Core.Policies;

/// <summary>A person's word on what an account is: it stands above the score and above any assistant.</summary>
/// <param name="Account">The account.</param>
/// <param name="Kind">Human, service, bot or shared.</param>
/// <param name="On">The day it was said, in UTC.</param>
public sealed record SaidKind(AccountId Account, AccountKind Kind, DateOnly On)
{
    /// <summary>As many as the settings take; who has more to say brings a list of people.</summary>
    public const int Most = 1_000;

    /// <summary>Kinds that may be said.</summary>
    public static readonly IReadOnlyList<AccountKind> Kinds = [AccountKind.Human, AccountKind.Service, AccountKind.Bot, AccountKind.Shared];

    /// <summary>The account's kind from then on: clear, so that nobody is asked about it.</summary>
    public Kind ToKind() => new(Kind, [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"somebody of yours said so on {On:yyyy-MM-dd}")]) { Clear = true };
}
