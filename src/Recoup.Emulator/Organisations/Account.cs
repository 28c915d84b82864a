using System.Globalization;

namespace Recoup.Emulator;

/// <summary>One account; a view on the organisation, so cheap to copy. Texts are worked out at each call.</summary>
public readonly struct Account
{
    readonly Organisation organisation;

    internal Account(Organisation organisation, int index) => (this.organisation, Index) = (organisation, index);

    ref readonly AccountRow Row => ref organisation.Row(Index);

    public int Index { get; }
    public string Id => AccountId.Of(organisation.Seed, Index);
    public Persona Persona => Row.Persona;
    public string Name => Population.NameOf(in Row);
    public string Email => Population.EmailOf(organisation.Land, in Row);
    public bool EmailVerified => Row.EmailVerified;
    public bool Managed => Row.Managed;
    public bool Mfa => Row.Mfa;
    public ManagementSource Source => Row.Source;
    public AccountStatus Status => Row.Status;

    /// <summary>Over all directories: suspended only when it is so in every one it belongs to.</summary>
    public MembershipStatus Membership => Row.Membership;

    /// <summary>Whether it is of the kind that no person sits behind.</summary>
    public bool IsMachine => Row.Kind is NameKind.Bot or NameKind.Mailbox or NameKind.Program or NameKind.Native;

    /// <summary>UTC, whole seconds; null when the API does not say.</summary>
    public DateTimeOffset? AddedToOrg => Row.AddedAgo == 0 ? null : organisation.Now.AddSeconds(-Row.AddedAgo);

    /// <summary>When an API token was last used; null when there is no token.</summary>
    public DateTimeOffset? TokenUsed => Row.TokenAgo == 0 ? null : organisation.Now.AddSeconds(-Row.TokenAgo);

    /// <summary>When Trello was last used, which no product of the organisation shows; null mostly.</summary>
    public DateTimeOffset? TrelloUsed => Persona switch
    {
        Persona.GuardOnly => organisation.Now.AddSeconds(-new Dice(organisation.Seed, Index, salt: 150).Days(0.1, 25)),
        Persona.SuspendedGhost => organisation.Now.AddSeconds(-new Dice(organisation.Seed, Index, salt: 150).Days(20, 300)),
        _ => null,
    };

    /// <summary>Whether the organisation pays Guard for the account: an active one that uses anything, be it free.</summary>
    public bool BilledForGuard => Status == AccountStatus.Active && (TrelloUsed is not null || HasLiveSeat());

    /// <summary>The other account of the same person; null for nearly everybody.</summary>
    public Account? Twin
    {
        get
        {
            if (!Managed || Row.Kind != NameKind.Person) return null;
            var row = Row;
            row.MailDomain = (byte)(1 - row.MailDomain);
            if (!organisation.TryFindEmail(Population.EmailOf(organisation.Land, in row), out var index)) return null;
            var other = organisation.Accounts[index];
            return other.Persona == Persona.Duplicate != (Persona == Persona.Duplicate) && (other.Row.Locale, other.Row.First, other.Row.Last) == (row.Locale, row.First, row.Last) ? other : null;
        }
    }

    public string? JobTitle => Row.HasProfile ? Profiles.Titles[Pick(4, Profiles.Titles.Length)] : null;
    public string? Department => Row.HasProfile ? Profiles.Departments[Pick(5, Profiles.Departments.Length)] : null;
    public bool OrgAdmin => Row.OrgAdminDirect || (Row.Groups & organisation.Land.OrgAdmins) != 0;

    public MembershipStatus In(Directory directory) => Row.In(directory.Index);

    /// <summary>Groups that grant something, then groups that do not.</summary>
    public IEnumerable<Group> Groups
    {
        get
        {
            for (var bits = Row.Groups; bits != 0; bits &= bits - 1) yield return organisation.Groups[System.Numerics.BitOperations.TrailingZeroCount(bits)];
            if (Row.Department > 0) yield return organisation.Groups[Row.Department - 1];
            if (Row.Team > 0) yield return organisation.Groups[Row.Team - 1];
        }
    }

    /// <summary>The role held without any group; <see cref="Role.None"/> mostly.</summary>
    public Role DirectRole(Resource resource) => Row.DirectRole(resource.Index);

    /// <summary>Whether a billable role is held on the resource, by a group or directly.</summary>
    public bool HoldsSeat(Resource resource) => DirectRole(resource).TakesSeat() || Groups.Any(group => group.Grants.Any(grant => grant.Resource == resource && grant.Role.TakesSeat()));

    public IEnumerable<Resource> Seats
    {
        get
        {
            foreach (var resource in organisation.Resources)
                if (HoldsSeat(resource)) yield return resource;
        }
    }

    /// <summary>Last page view, cut to 100 ns as .NET reads the API's nine digits; null when there was none.</summary>
    public DateTimeOffset? LastActive(Resource resource)
    {
        var ago = organisation.LastActiveAgo(Index, resource.Index);
        return ago == 0 ? null : organisation.Now.AddSeconds(-ago).AddTicks(Nanoseconds(resource) / 100);
    }

    /// <summary>As on the wire: nine digits after the second; no later than the moment since which the feed stands still.</summary>
    internal string LastActiveText(Resource resource, TimeSpan stalled) =>
        string.Create(CultureInfo.InvariantCulture, $"{LastActiveSecond(resource, stalled):yyyy-MM-ddTHH:mm:ss}.{Nanoseconds(resource):d9}Z");

    /// <summary>The same to the second; only for those that were active.</summary>
    internal DateTime LastActiveSecond(Resource resource, TimeSpan stalled) =>
        organisation.Now.UtcDateTime.AddSeconds(-Math.Max(organisation.LastActiveAgo(Index, resource.Index), (long)stalled.TotalSeconds + (stalled > TimeSpan.Zero ? 1 : 0)));

    bool HasLiveSeat()
    {
        var account = this;
        return Seats.Any(seat => account.In(seat.Site.Directory) == MembershipStatus.Active);
    }

    int Nanoseconds(Resource resource) => Pick(16 + (ulong)resource.Index, 999_999_999);

    internal int Pick(ulong salt, int bound) => new Dice(organisation.Seed, Index, salt).Below(bound);
}
