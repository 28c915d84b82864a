namespace Recoup.Emulator;

/// <summary>What people made in a site's Jira and others may depend on.</summary>
internal enum PossessionKind { Filter, Dashboard }

internal enum Sharing { Private, Group, Project, SignedIn, Everybody }

/// <param name="Owner">Index of the account.</param>
/// <param name="Nth">Of those that the owner has.</param>
internal readonly record struct Possession(int Owner, int Nth, Sharing Sharing)
{
    // Always eight digits, so that the order of ids is that of the names made of them.
    public int Id => 10_000_000 + 4 * Owner + Nth;
}

/// <summary>Filters and dashboards: one in ten has filters, one in twenty-five dashboards, whether seen of late or not. Half of them are shared.</summary>
internal sealed class Possessions(Organisation organisation)
{
    readonly Lazy<Possession[]>[] all = [.. from kind in Enum.GetValues<PossessionKind>() from site in organisation.Sites
        select new Lazy<Possession[]>(() => [.. Enumerable.Range(0, organisation.Accounts.Count).SelectMany(owner => Of(organisation, site, kind, owner))])];

    /// <summary>Everything of a kind on a site, by id.</summary>
    public Possession[] Of(Site site, PossessionKind kind) => all[(int)kind * organisation.Sites.Count + site.Index].Value;

    public Possession[] Of(Site site, PossessionKind kind, Account owner) => [.. Of(organisation, site, kind, owner.Index)];

    static IEnumerable<Possession> Of(Organisation organisation, Site site, PossessionKind kind, int owner)
    {
        if (organisation.LastActiveAgo(owner, site.Of(Product.Jira)!.Index) == 0 || organisation.Row(owner).Persona == Persona.NewStarter) yield break;
        var dice = new Dice(organisation.Seed, owner, salt: 110 + 10 * (ulong)kind + (ulong)site.Index);
        if (!dice.Chance(kind == PossessionKind.Filter ? 10 : 4)) yield break;
        var count = 1 + dice.Below(3);
        for (var i = 0; i < count; i++) yield return new(owner, i, dice.Chance(50) ? Sharing.Private : (Sharing)(1 + dice.Below(4)));
    }
}
