using System.Collections.Immutable;
using Recoup.Core.Directory.Lexicon;

namespace Recoup.Core.Directory;

/// <summary>What speaks for a person, counted, where no word speaks against one.</summary>
internal static class PersonScore
{
    private const int Job = 1;
    private const int Listed = 2;
    private const int Name = 4;
    private const int Address = 8;
    private const int Silence = 16;
    private const int Every = 32;

    // An address of so few letters is initials, or a staff number.
    private const int FewLetters = 3;

    private static readonly ImmutableArray<string> Signals =
    [
        "a job title or department is filled in",
        "the staff list or the identity provider lists it",
        "the name reads like a person's",
        "the address reads like a person's",
        "the address does not speak against it",
    ];

    // Every answer there is, by its signals: a million accounts share these few.
    private static readonly ImmutableArray<Kind> Clear = [.. Enumerable.Range(0, Every).Select(s => new Kind(AccountKind.Human, Texts(s)) { Clear = true })];
    private static readonly ImmutableArray<Kind> Human = [.. Enumerable.Range(0, Every).Select(s => new Kind(AccountKind.Human, Texts(s)))];
    private static readonly ImmutableArray<Kind> Unknown =
        [.. Enumerable.Range(0, Every).Select(s => new Kind(AccountKind.Unknown, s == 0 ? ["nothing tells a person from a machine"] : [.. Texts(s), "nothing else speaks for a person"]))];

    public static Kind Of(scoped in NameReading name, scoped in AddressReading address, Resemblance alike, bool job, bool listed)
    {
        var signals = (job ? Job : 0) | (listed ? Listed : 0);
        if (name.IsPersonal || SaysTheRest(name, address, alike))
            signals |= Name;
        if (!address.Main.IsEmpty && address.Solids == 0)
            signals |= OfAddress(name, address, alike, job || listed);

        // The staff list says it alone; of all other signals it takes two.
        var enough = listed ? name.Solids == 0 && address.Solids == 0 : (signals & (signals - 1)) != 0;
        if (!enough)
            return Unknown[signals];
        return IsClear(name, address, alike, job || listed) ? Clear[signals] : Human[signals];
    }

    /// <summary>A first name alone, and an address that says the rest: "Ana" at ana.souza@.</summary>
    private static bool SaysTheRest(scoped in NameReading name, scoped in AddressReading address, Resemblance alike) =>
        name.IsGivenName && alike.Plain > 0 && address.IsPersonal && address.People > 1;

    private static int OfAddress(scoped in NameReading name, scoped in AddressReading address, Resemblance alike, bool onRecord)
    {
        if (name.IsPersonal && !name.IsKnownPersonal)
            return RepeatsBoth(address, alike) || address is { IsPersonal: true, Names: > 0 } ? Address : 0;
        if (alike.Plain > 0 || address.IsPersonal)
            return Address;
        return onRecord || name.IsForeign || (name.IsPersonal && address.Main.Length <= FewLetters) ? Silence : 0;
    }

    /// <summary>
    /// Where nobody knows a word of the name, the address must have both, the way people write them: "ifunanya.okolie@" or
    /// "iokolie@". "Market Editors" is at editors@ or marketeditors@.
    /// </summary>
    private static bool RepeatsBoth(scoped in AddressReading address, Resemblance alike) =>
        alike.Parts > 1 && (alike.Initials || !address.IsOneWord);

    /// <summary>Name and address both a person's and the one like the other, or a person's name that a staff record knows.</summary>
    private static bool IsClear(scoped in NameReading name, scoped in AddressReading address, Resemblance alike, bool onRecord)
    {
        if (!name.IsPersonal || name.IsWrittenByProgram || address.Solids > 0 || name.SaysAside != Meaning.None)
            return false;
        if (onRecord)
            return name.IsKnownPersonal || alike.Plain > 0;
        return !name.IsAddress
            && ((name.IsKnownPersonal ? alike.Plain > 0 : alike is { Parts: > 1, Initials: true }) || (name.IsForeign && address.IsPersonal));
    }

    private static IReadOnlyList<string> Texts(int signals) => [.. Signals.Where((_, i) => (signals & 1 << i) != 0)];
}
