using Bogus;
using Bogus.DataSets;

namespace Recoup.Emulator;

/// <summary>Names of one language, drawn once, so that the name of any account is two look-ups.</summary>
internal sealed class NameTable
{
    static readonly (string Locale, bool FamilyFirst, int Weight)[] Languages =
    [
        ("en", false, 30), ("de", false, 12), ("fr", false, 10), ("es", false, 8), ("it", false, 5), ("pl", false, 5), ("cz", false, 3), ("sv", false, 3), ("nl", false, 3),
        ("pt_BR", false, 4), ("tr", false, 3), ("ru", false, 4), ("el", false, 2), ("ja", true, 3), ("zh_CN", true, 2), ("ar", false, 2), ("fa", false, 1),
    ];

    static readonly Lazy<NameTable[]> Tables = new(() => [.. Languages.Select(language => new NameTable(language.Locale, language.FamilyFirst))]);

    static readonly byte[] ByWeight = [.. Languages.SelectMany((language, i) => Enumerable.Repeat((byte)i, language.Weight))];

    NameTable(string locale, bool familyFirst)
    {
        FamilyFirst = familyFirst;
        var names = new Name(locale) { Random = new Randomizer(20_261) };
        First = [.. Draw(() => names.FirstName())];
        Last = [.. Draw(() => names.LastName())];
        FirstMail = [.. First.Select(Ascii.Fold)];
        LastMail = [.. Last.Select(Ascii.Fold)];
    }

    public static NameTable[] All => Tables.Value;

    public bool FamilyFirst { get; }
    public string[] First { get; }
    public string[] Last { get; }
    public string[] FirstMail { get; }
    public string[] LastMail { get; }

    public static byte PickLanguage(ref Dice dice) => ByWeight[dice.Below(ByWeight.Length)];

    static IEnumerable<string> Draw(Func<string> name) => Enumerable.Range(0, 3_000).Select(_ => name()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Take(800);
}
