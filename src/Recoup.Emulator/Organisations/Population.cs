namespace Recoup.Emulator;

/// <summary>The accounts as flat arrays: a million of them take some 130 MB.</summary>
internal sealed class Population
{
    /// <summary>Products on sites; one last-active slot for each.</summary>
    public const int Resources = 8;

    public Population(int seed, int users, Landscape land)
    {
        Rows = new AccountRow[users];
        LastActive = new int[users * Resources];
        ByEmail = new(users);
        var casting = new Casting(seed, users, land);
        var taken = new Dictionary<ulong, ushort>();
        for (var i = 0; i < users; i++)
        {
            ref var row = ref Rows[i];
            casting.Fill(i, ref row, LastActive.AsSpan(i * Resources, Resources));
            if (row.Persona != Persona.Duplicate || !Pair(land, ref row, i)) Register(land, ref row, i, taken);
        }
    }

    public AccountRow[] Rows { get; }

    /// <summary>Seconds since the last page view, eight per account; 0 = never.</summary>
    public int[] LastActive { get; }

    /// <summary>Index by hash of the address; two addresses of one hash count as the same and the second gets a number.</summary>
    public Dictionary<ulong, int> ByEmail { get; }

    /// <summary>Namesakes get a number, each the next one, as a mail admin would do it.</summary>
    void Register(Landscape land, ref AccountRow row, int index, Dictionary<ulong, ushort> taken)
    {
        var plain = EmailHash(EmailOf(land, in row));
        for (var hash = plain; !ByEmail.TryAdd(hash, index); hash = EmailHash(EmailOf(land, in row)))
            taken[plain] = row.MailNumber = (ushort)(taken.GetValueOrDefault(plain) + 1);
    }

    /// <summary>Makes an account the second one of the nearest everyday person before it who has but one. The first few of all may find nobody and are then idle people like others.</summary>
    bool Pair(Landscape land, ref AccountRow row, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            ref readonly var twin = ref Rows[i];
            if (twin is not { Persona: Persona.Everyday, Kind: NameKind.Person, Managed: true, InPrimary: MembershipStatus.Active }) continue;
            (row.Locale, row.First, row.Last, row.MailNumber, row.MailDomain) = (twin.Locale, twin.First, twin.Last, twin.MailNumber, (byte)(1 - twin.MailDomain));
            if (ByEmail.TryAdd(EmailHash(EmailOf(land, in row)), index)) return true;
        }

        (row.Persona, row.MailNumber) = (Persona.IdleEverywhere, 0);
        return false;
    }

    public static string NameOf(in AccountRow row)
    {
        if (row.Kind != NameKind.Person) return OddNames.Of(row.Kind)[row.First].Name;
        var table = NameTable.All[row.Locale];
        return table.FamilyFirst ? $"{table.Last[row.Last]} {table.First[row.First]}" : $"{table.First[row.First]} {table.Last[row.Last]}";
    }

    public static string EmailOf(Landscape land, in AccountRow row)
    {
        var domain = row.Kind == NameKind.Native ? OddNames.NativeDomain : row.Managed ? land.Domains[row.MailDomain].Name : Profiles.ForeignDomains[row.MailDomain];
        var number = row.MailNumber == 0 ? "" : (row.MailNumber + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (row.Kind != NameKind.Person) return $"{OddNames.Of(row.Kind)[row.First].Mail}{number}@{domain}";
        var table = NameTable.All[row.Locale];
        return $"{table.FirstMail[row.First]}.{table.LastMail[row.Last]}{number}@{domain}";
    }

    public static ulong EmailHash(string email)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in email) hash = unchecked((hash ^ char.ToLowerInvariant(c)) * 1_099_511_628_211UL);
        return Dice.Mix(hash);
    }
}
