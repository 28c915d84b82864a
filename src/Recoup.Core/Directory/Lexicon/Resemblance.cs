using System.Numerics;

namespace Recoup.Core.Directory.Lexicon;

/// <summary>How much of a name an address repeats.</summary>
/// <param name="Parts">How many words of the name, a rest of initials counting as one.</param>
/// <param name="Plain">How many of these say nothing else ("jan" of Jan Bot).</param>
/// <param name="Initials">Whether a rest of the address is the initials of other words ("jbot", "hansk").</param>
/// <param name="Whole">Whether nothing else is in the address ("jan.bot", "jbot"; not "jan.bot.prod").</param>
internal readonly record struct Resemblance(int Parts, int Plain, bool Initials, bool Whole)
{
    // Marks of letters are kept in one number; a local part has 64 characters at most.
    private const int MostLetters = 64;
    private const int MostInitials = 4;

    public static Resemblance Of(scoped in NameReading name, scoped in AddressReading address)
    {
        var letters = address.Main;
        if (letters.IsEmpty || letters.Length > MostLetters)
            return default;

        var words = name.Words;
        var (taken, found, parts, plain) = (0UL, 0U, 0, 0);
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].MayBeName || words[i].Length < 2)
                continue;
            var (at, length) = Find(letters, name.LettersOf(words[i]), name.IsExpandable);
            if (at < 0)
                (at, length) = Shortened(address, name.LettersOf(words[i]));
            if (at < 0 || (taken & Mark(at, length)) != 0)
                continue;
            taken |= Mark(at, length);
            found |= 1U << i;
            parts++;
            plain += words[i].Is(Meaning.Impersonal) ? 0 : 1;
        }

        if (parts == 0)
            return default;
        taken |= Particles(name, address);
        var rest = letters.Length - BitOperations.PopCount(taken);
        var initials = rest is > 0 and <= MostInitials && AreInitials(letters, taken, name, found);
        var more = initials ? 1 : 0;
        return new(parts + more, plain + more, initials, rest == 0 || initials);
    }

    /// <summary>What stands beside names, in the address ("ext.") or from the name ("vanderberg").</summary>
    private static ulong Particles(scoped in NameReading name, scoped in AddressReading address)
    {
        var taken = 0UL;
        foreach (var word in address.Words)
        {
            if (!word.Aside && word.Meaning == Meaning.Particle)
                taken |= Mark(word.Start, word.Length);
        }

        foreach (var word in name.Words)
        {
            if (word.Meaning == Meaning.Particle && word.Length > 1 && Find(address.Main, name.LettersOf(word), false) is (>= 0 and var at, var length))
                taken |= Mark(at, length);
        }

        return taken;
    }

    private static ulong Mark(int at, int length) => (ulong.MaxValue >> (64 - length)) << at;

    /// <summary>A word of the name among the letters of the address; short ones only at an end, where they cannot be chance.</summary>
    private static (int At, int Length) Find(ReadOnlySpan<char> letters, ReadOnlySpan<char> word, bool expandable)
    {
        if (word.Length == 2)
            return letters.StartsWith(word) ? (0, 2) : letters.EndsWith(word) ? (letters.Length - 2, 2) : (-1, 0);
        var at = letters.IndexOf(word);
        if (at >= 0)
            return (at, word.Length);
        for (at = 0; expandable && at <= letters.Length - word.Length; at++)
        {
            if (Expanded(letters[at..], word) is > 0 and var length)
                return (at, length);
        }

        return (-1, 0);
    }

    /// <summary>How many letters a word takes when some are written as two; 0 when it is not there.</summary>
    private static int Expanded(ReadOnlySpan<char> letters, ReadOnlySpan<char> word)
    {
        var i = 0;
        foreach (var c in word)
        {
            if (i == letters.Length || letters[i] != c)
                return 0;
            i++;
            if (i < letters.Length && Letters.Expands(c, letters[i]))
                i++;
        }

        return i;
    }

    /// <summary>A word of the address that begins a word of the name: "alex" for Alexander.</summary>
    private static (int At, int Length) Shortened(scoped in AddressReading address, ReadOnlySpan<char> word)
    {
        foreach (var part in address.Words)
        {
            if (!part.Aside && part.Length >= 3 && !part.Is(Meaning.Impersonal) && word.StartsWith(address.LettersOf(part)))
                return (part.Start, part.Length);
        }

        return (-1, 0);
    }

    /// <summary>Whether every letter that is left begins a word of the name that the address does not hold anyway.</summary>
    private static bool AreInitials(ReadOnlySpan<char> letters, ulong taken, scoped in NameReading name, uint found)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            if ((taken & 1UL << i) == 0 && !BeginsAWord(letters[i], name, found))
                return false;
        }

        return true;
    }

    private static bool BeginsAWord(char letter, scoped in NameReading name, uint found)
    {
        var words = name.Words;
        for (var i = 0; i < words.Length; i++)
        {
            if ((found & 1U << i) == 0 && name.LettersOf(words[i])[0] == letter)
                return true;
        }

        return false;
    }
}
