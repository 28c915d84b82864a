using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine.Configuring;

namespace Recoup.Engine.Naming;

/// <summary>Whom organisation admins let in who are none themselves.</summary>
public static class NamedPeople
{
    /// <summary>Lets somebody in, or gives them other roles.</summary>
    /// <param name="by">The organisation admin who says so.</param>
    /// <param name="roles">What they may do besides reading.</param>
    /// <returns>Why not; null when it is kept.</returns>
    public static async Task<Refusal?> NameAsync(Desk desk, AccountId by, AccountId account, IReadOnlyCollection<SignInRole> roles, CancellationToken cancellationToken)
    {
        if (!account.IsWellFormed)
            return new("bad-account", "An account id is what stands at the end of a profile's address, such as 5b10ac8d82e05b22cc7d4ef5");
        Refusal? refusal = null;
        await Configuration.ChangeAsync(
            desk,
            settings =>
            {
                NamedPerson[] others = [.. settings.Named.Where(n => n.Account != account)];
                if (others.Length == NamedPerson.Most)
                {
                    refusal = new("too-many", $"{NamedPerson.Most} people are let in already. Take one of them out first");
                    return null;
                }

                string[] names = [.. roles.Order().Select(r => r.ToString().ToLowerInvariant())];
                return (settings with { Named = [.. others, new(account, names, by, DateOnly.FromDateTime(desk.Now.UtcDateTime))] }, desk.Event("people.name", account, string.Join(", ", names)));
            },
            cancellationToken);
        return refusal;
    }

    /// <summary>Lets somebody in no longer.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public static async Task<Refusal?> TakeOutAsync(Desk desk, AccountId account, CancellationToken cancellationToken)
    {
        var (before, after) = await Configuration.ChangeAsync(
            desk,
            settings => settings.Named.Any(n => n.Account == account)
                ? (settings with { Named = [.. settings.Named.Where(n => n.Account != account)] }, desk.Event("people.take-out", account))
                : null,
            cancellationToken);
        return before == after ? new("not-named", $"Nobody let {account} in") : null;
    }
}
