namespace Recoup.Emulator;

internal enum EventAction { Login, Invited, GrantedAccess, RevokedAccess, AddedToGroup, RemovedFromGroup, Suspended, Restored, Removed, Deactivated, Activated, Deleted }

internal static class EventActions
{
    static readonly (string Id, string Name, string Group)[] Names =
    [
        ("user_login", "User logged in", "Authentication"),
        ("user_invited", "User invited", "Users"),
        ("user_granted_app_access", "User granted app access", "Users"),
        ("user_revoked_app_access", "User revoked app access", "Users"),
        ("user_added_to_group", "User added to group", "Groups"),
        ("user_removed_from_group", "User removed from group", "Groups"),
        ("user_suspended", "User suspended", "Users"),
        ("user_restored", "User restored", "Users"),
        ("user_removed_from_directory", "User removed from directory", "Users"),
        ("user_account_deactivated", "User account deactivated", "Managed accounts"),
        ("user_account_activated", "User account activated", "Managed accounts"),
        ("user_account_deleted", "User account deleted", "Managed accounts"),
    ];

    public static (string Id, string Name, string Group) Words(this EventAction action) => Names[(int)action];
}

/// <summary>Something that happened to an account; group and resource are null where none had to do with it.</summary>
internal sealed record OrgEvent(DateTimeOffset Time, EventAction Action, int Account, Group? Group, Resource? Resource);

/// <summary>The audit log, oldest first: what the population tells of the last weeks, then what was written.</summary>
internal sealed class EventLog(Organisation organisation)
{
    /// <summary>Entries made up at the start; a larger organisation has no longer log.</summary>
    const int Most = 50_000;

    const int Day = 86_400;

    readonly Lock gate = new();
    // At once, because a write must not change what happened before it.
    readonly List<OrgEvent> events = Past(organisation);

    public int Count
    {
        get
        {
            lock (gate) return events.Count;
        }
    }

    public OrgEvent this[int index]
    {
        get
        {
            lock (gate) return events[index];
        }
    }

    public void Add(DateTimeOffset time, EventAction action, Account account, Group? group, Resource? resource)
    {
        lock (gate) events.Add(new(time, action, account.Index, group, resource));
    }

    public string IdOf(int index) => new Dice(organisation.Seed, index, salt: 70).Uuid();

    /// <summary>New people are invited and let in; a few idle ones were let in again of late; some sign in.</summary>
    static List<OrgEvent> Past(Organisation organisation)
    {
        var found = new List<OrgEvent>();
        for (var i = 0; i < organisation.Accounts.Count && found.Count < Most; i++)
        {
            ref readonly var row = ref organisation.Row(i);
            var dice = new Dice(organisation.Seed, i, salt: 71);
            if (row.Persona == Persona.NewStarter && row.AddedAgo > 0) Grant(row.AddedAgo, EventAction.Invited);
            else if (row.Persona is Persona.IdleEverywhere or Persona.IdleInOneProduct or Persona.NeverUsedOneProduct or Persona.NeverActive && dice.Chance(3)) Grant(dice.Days(1, 29), null);
            else if (row.Persona == Persona.Everyday && dice.Chance(2)) Add(dice.Days(0.01, 3), EventAction.Login);

            void Grant(int ago, EventAction? first)
            {
                if (first is { } action) Add(ago, action);
                foreach (var group in organisation.Accounts[i].Groups.Where(group => group.Bit != 0)) Add(Math.Max(1, ago - 60), EventAction.AddedToGroup, group);
                foreach (var seat in organisation.Accounts[i].Seats) Add(Math.Max(1, ago - 120), EventAction.GrantedAccess, null, seat);
            }

            void Add(int ago, EventAction action, Group? group = null, Resource? resource = null) => found.Add(new(organisation.Now.AddSeconds(-Math.Min(ago, 180 * Day)), action, i, group, resource));
        }

        return [.. found.OrderBy(entry => entry.Time)];
    }
}
