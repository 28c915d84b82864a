namespace Recoup.Core.Directory.Lexicon;

/// <summary>All word tables in one, folded the way names and addresses are.</summary>
internal static class Vocabulary
{
    /// <summary>The longest word that can be found inside a word of a script without spaces.</summary>
    public const int LongestInside = 8;

    // Lengths of second halves, from "bot" to "integration".
    private const int ShortestHalf = 3;
    private const int LongestHalf = 11;

    // A second half of this length says it alone, if not for certain: "ekonomiavdelning".
    private const int TellingHalf = 7;

    private const Meaning Telling = Meaning.Impersonal | Meaning.Thing;

    private static readonly Dictionary<string, Meaning> Entries = Build();
    private static readonly Dictionary<string, Meaning>.AlternateLookup<ReadOnlySpan<char>> Table = Entries.GetAlternateLookup<ReadOnlySpan<char>>();

    // By the last three letters, whether any word for a thing ends so: most surnames do not, and need no further look.
    private static readonly bool[] Endings = BuildEndings();

    /// <summary>What a folded word means.</summary>
    public static Meaning Of(ReadOnlySpan<char> word) => Table.TryGetValue(word, out var meaning) ? meaning : Meaning.None;

    /// <summary>
    /// What a word means that is two written as one ("slackbot", "svcjira"). Unless the second is long, both must be known, and
    /// the first must not be a frequent name: "timsales" is Tim Sales.
    /// </summary>
    public static Meaning OfTwo(ReadOnlySpan<char> word)
    {
        if (word.Length > 5 && word[..3] is "svc" or "srv" && Of(word[3..]) is not Meaning.None and var rest && (rest & Meaning.Name) == 0)
            return Meaning.Service | (rest & Meaning.Bot);
        if (word.Length < ShortestHalf + 2 || !Endings[Ending(word)])
            return Meaning.None;
        for (var length = Math.Min(LongestHalf, word.Length - 2); length >= ShortestHalf; length--)
        {
            var second = Of(word[^length..]);
            if ((second & Telling) == 0 || (second & Meaning.Name) != 0)
                continue;
            var first = Of(word[..^length]);
            if ((first & Telling) != 0 && (first & Meaning.Name) == 0)
                return IsFirm(first) || IsFirm(second) ? (first | second) & ~Meaning.Vague : first | second;
            if (length >= TellingHalf && (second & Meaning.Impersonal) != 0 && (first & Meaning.Name) == 0)
                return second | Meaning.AlsoName;
        }

        return Meaning.None;
    }

    private static bool[] BuildEndings()
    {
        var endings = new bool[27 * 27 * 27];
        foreach (var (word, meaning) in Entries)
        {
            if (word.Length >= ShortestHalf && (meaning & Telling) != 0)
                endings[Ending(word)] = true;
        }

        return endings;
    }

    private static int Ending(ReadOnlySpan<char> word) => (Place(word[^3]) * 27 + Place(word[^2])) * 27 + Place(word[^1]);

    private static int Place(char c) => c is >= 'a' and <= 'z' ? c - 'a' + 1 : 0;

    private static bool IsFirm(Meaning meaning) => (meaning & (Meaning.Service | Meaning.Vague)) == Meaning.Service;

    private static Dictionary<string, Meaning> Build()
    {
        var table = new Dictionary<string, Meaning>(4_000, StringComparer.Ordinal);
        Add(MachineWords.Bots, Meaning.Bot);
        Add(MachineWords.BotsOrNames, Meaning.Bot | Meaning.AlsoName);
        Add(MachineWords.Software, Meaning.Service);
        Add(MachineWords.SoftwareOrNames, Meaning.Service | Meaning.AlsoName);
        Add(MachineWords.Products, Meaning.Service | Meaning.Vague);
        Add(MachineWords.ProductsOrNames, Meaning.Service | Meaning.Vague | Meaning.AlsoName);
        Add(SharedWords.Groups, Meaning.Shared | Meaning.Group);
        Add(SharedWords.Functions, Meaning.Shared);
        Add(SharedWords.FunctionsOrNames, Meaning.Shared | Meaning.AlsoName);
        Add(OrdinaryWords.Things, Meaning.Thing);
        Add(OrdinaryWords.ThingsOrNames, Meaning.Thing | Meaning.AlsoName);
        Add(OrdinaryWords.Natural, Meaning.AlsoName);
        Add(OrdinaryWords.Particles, Meaning.Particle);
        Add(PersonNames.Given, Meaning.Name);
        Add(PersonNames.Family, Meaning.Name);
        return table;

        void Add(string words, Meaning meaning)
        {
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                var folded = string.Concat(word.Where(c => !Directory.Words.IsInsideWords(c)).Select(Letters.Plain));
                table[folded] = table.GetValueOrDefault(folded) | meaning;
            }
        }
    }
}
