using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine.Configuring;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Classification;

/// <summary>People's words on what accounts are. They count from the next scan or import on.</summary>
public static class KindsSaid
{
    /// <summary>Keeps what somebody says an account is, in place of what was said before.</summary>
    /// <param name="kind">Human, service, bot or shared; null takes the word back.</param>
    /// <returns>Why not; null when it is kept.</returns>
    public static async Task<Refusal?> SayAsync(Desk desk, AccountId account, AccountKind? kind, CancellationToken cancellationToken)
    {
        if (kind is { } said && !SaidKind.Kinds.Contains(said))
            return new("bad-kind", "An account is a person's (human), software's (service or bot) or several people's mailbox (shared)");
        if (await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is not { } scan)
            return Shown.None;
        var seen = await desk.Store.TryGetAccountAsync(desk.Org, scan.Id, account, cancellationToken);
        if (seen is null && kind is not null)
            return new("no-account", $"The last scan saw no account {account}");
        if (kind is not null && (seen!.Type != "atlassian" || seen.IsNativeServiceAccount))
            return new("known-kind", "Atlassian itself says what this account is");
        Refusal? refusal = null;
        await Configuration.ChangeAsync(
            desk,
            settings =>
            {
                SaidKind[] others = [.. settings.KindsSaid.Where(k => k.Account != account)];
                if (kind is not { } value)
                {
                    if (others.Length < settings.KindsSaid.Count)
                        return (settings with { KindsSaid = others }, desk.Event("kind.unset", account));
                    refusal = new("nothing-said", $"Nobody has said what {account} is");
                    return null;
                }

                if (others.Length < SaidKind.Most)
                    return (settings with { KindsSaid = [.. others, new(account, value, DateOnly.FromDateTime(desk.Now.UtcDateTime))] }, desk.Event("kind.set", account, value.ToString().ToLowerInvariant()));
                refusal = new("too-many", $"{SaidKind.Most:#,0} accounts have such a word already. Bring the people among them by a list: recoup people import");
                return null;
            },
            cancellationToken);
        return refusal;
    }
}
