namespace Recoup.Core.Directory.Lexicon;

/// <summary>What a word in a name or an address may stand for. A word may stand for several things.</summary>
[Flags]
internal enum Meaning : ushort
{
    /// <summary>Not in the lexicon: a name like any other, as far as is known.</summary>
    None = 0,

    /// <summary>A frequent given or family name.</summary>
    Name = 1,

    /// <summary>Stands beside names without being one: a title, a suffix, a nobiliary particle, a note such as "ext".</summary>
    Particle = 2,

    /// <summary>An ordinary or technical noun: no sign of a machine by itself, and no part of a person's name either.</summary>
    Thing = 4,

    /// <summary>Software, or what it does.</summary>
    Service = 8,

    /// <summary>A bot by name.</summary>
    Bot = 16,

    /// <summary>A function of an organisation, a room, a test account: several people stand behind it.</summary>
    Shared = 32,

    /// <summary>The head of a shared name ("Backup Team"): decides over words for software.</summary>
    Group = 64,

    /// <summary>A product or "service" itself: yields to a word for something shared ("Jira Admin", "Customer Service").</summary>
    Vague = 128,

    /// <summary>Somebody may be called so ("Bot", "Jenkins", "Service"): never enough for a clear answer.</summary>
    AlsoName = 256,

    /// <summary>What makes an account one that is not a person's.</summary>
    Machine = Service | Bot,

    /// <summary>Everything that speaks against a person.</summary>
    Impersonal = Service | Bot | Shared,
}
