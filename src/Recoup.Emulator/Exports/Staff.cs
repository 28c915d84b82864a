namespace Recoup.Emulator;

/// <summary>The people behind the accounts, as the company's own systems know them: staff and contractors, no machines and no customers.</summary>
internal sealed class Staff(Organisation organisation)
{
    const ulong Salt = 160;

    public IEnumerable<Account> People => organisation.Accounts.Where(account => !account.IsMachine && (account.Persona != Persona.JsmCustomer || account.Managed));

    /// <summary>The same for both accounts of one person.</summary>
    public static string PersonId(Account account) =>
        FormattableString.Invariant($"{(account.Managed ? 'P' : 'C')}{100_000 + (account is { Persona: Persona.Duplicate, Twin: { } first } ? first : account).Index}");

    /// <summary>Whether an HR system names the account and not the address alone; it does for half of the people.</summary>
    public bool KnowsAccount(Account account) => Dice(account, 0).Chance(50);

    /// <summary>The day after the last page view, for those who left.</summary>
    public DateTimeOffset LeftOn(Account account) => Seen(account).AddDays(1);

    /// <summary>Contracts of externals: over for those who should be gone, running for the others.</summary>
    public DateTimeOffset? ContractEnds(Account account) => account.Persona switch
    {
        Persona.ExpiredContractor => organisation.Now.AddDays(-Dice(account, 1).Between(5, 60)),
        Persona.ExternalActive or Persona.ExternalIdle => organisation.Now.AddDays(Dice(account, 1).Between(20, 400)),
        _ => null,
    };

    /// <summary>Somebody everyday who answers for an external.</summary>
    public Account Sponsor(Account account)
    {
        var dice = Dice(account, 2);
        for (var tries = 0; tries < 1_000; tries++)
            if (organisation.Accounts[dice.Below(organisation.Accounts.Count)] is { Persona: Persona.Everyday } sponsor) return sponsor;
        return organisation.Admin;
    }

    /// <summary>Who is away or was or will be: one in a hundred, and every tenth of those who have not been seen for months.</summary>
    public IEnumerable<(Account Account, DateTimeOffset From, DateTimeOffset Until, string Reason)> Leave()
    {
        string[] reasons = ["Parental leave", "Sabbatical", "Sick leave", "Military service", "Study leave"];
        var idle = 0;
        foreach (var account in People.Where(account => account is { Managed: true, Status: AccountStatus.Active, Membership: MembershipStatus.Active }))
        {
            var dice = Dice(account, 3);
            if (account.Persona == Persona.IdleEverywhere && idle++ % 10 == 0) yield return (account, Seen(account).AddDays(1), organisation.Now.AddDays(dice.Between(20, 300)), dice.Pick<string>(reasons));
            else if (account.Persona is Persona.Everyday or Persona.PartTimer or Persona.IdleInOneProduct && dice.Chance(1) && organisation.Now.AddDays(dice.Between(-60, 60)) is var from)
                yield return (account, from, from.AddDays(dice.Between(5, 40)), dice.Pick<string>(reasons));
        }
    }

    DateTimeOffset Seen(Account account) => organisation.Resources.Max(account.LastActive) ?? organisation.Now.AddDays(-30);

    Dice Dice(Account account, ulong what) => new(organisation.Seed, account.Index, Salt + what);
}
