namespace Recoup.Core.Directory.Lexicon;

/// <summary>
/// Reads a text into words of folded letters, without taking memory from the heap. A text that goes on past the room is read
/// as far as it fits; nobody's name is that long.
/// </summary>
internal ref struct WordReader(Span<char> letters, Span<Word> words)
{
    /// <summary>How many letters of a text are read.</summary>
    public const int LetterRoom = 96;

    /// <summary>How many words of a text are read.</summary>
    public const int WordRoom = 16;

    private readonly Span<char> _letters = letters;
    private readonly Span<Word> _words = words;
    private int _used;
    private int _count;
    private int _wordAt;
    private ulong _capitals;
    private bool _runTogether;

    /// <summary>Whether words that follow stand beside the text proper.</summary>
    public bool Aside { get; set; }

    public readonly ReadOnlySpan<Word> Found => _words[.._count];

    public readonly ReadOnlySpan<char> AllLetters => _letters[.._used];

    public readonly ReadOnlySpan<char> LettersOf(Word word) => _letters.Slice(word.Start, word.Length);

    /// <summary>Adds a letter to the word being read.</summary>
    public void Add(char letter, bool beginsCapitalised)
    {
        if (_used == _letters.Length)
            return;
        if (beginsCapitalised && _used > _wordAt && _used - _wordAt < 64)
            _capitals |= 1UL << (_used - _wordAt);
        _runTogether |= Letters.IsRunTogether(letter);
        _letters[_used++] = letter;
    }

    /// <summary>Ends the word being read, if there is one.</summary>
    /// <param name="prefix">Whether what follows joins it to the next word, as in "sa-jenkins".</param>
    public void End(bool prefix = false)
    {
        var length = _used - _wordAt;
        if (length > 0)
        {
            var word = _letters.Slice(_wordAt, length);
            var meaning = Vocabulary.Of(word);
            if (meaning == Meaning.None && prefix && _count == 0 && word is "sa")
                Keep(_wordAt, length, Meaning.Service | Meaning.AlsoName);
            else if (meaning == Meaning.None && _capitals != 0)
                Split(length);
            else if (meaning == Meaning.None && _runTogether)
                Keep(_wordAt, length, Inside(word));
            else
                Keep(_wordAt, length, meaning == Meaning.None ? Vocabulary.OfTwo(word) : meaning);
        }

        _wordAt = _used;
        _capitals = 0;
        _runTogether = false;
    }

    /// <summary>Makes a word one that stands beside a name.</summary>
    public readonly void SetAside(int index) => _words[index] = _words[index] with { Meaning = Meaning.Particle };

    // "BuildBot" is two words, "GitHub" is one: asked as one first.
    private void Split(int length)
    {
        var from = 0;
        for (var i = 1; i <= length; i++)
        {
            if (i < length && (i >= 64 || (_capitals & 1UL << i) == 0))
                continue;
            // Two letters between others are chance: "GEorgRItTer" holds no IT.
            var chance = i - from == 2 && from > 0 && i < length;
            Keep(_wordAt + from, i - from, chance ? Meaning.None : Vocabulary.Of(_letters.Slice(_wordAt + from, i - from)));
            from = i;
        }
    }

    private void Keep(int start, int length, Meaning meaning)
    {
        if (_count < _words.Length)
            _words[_count++] = new(start, length, meaning, Aside);
    }

    /// <summary>Words of the lexicon inside a run of letters without spaces.</summary>
    private static Meaning Inside(ReadOnlySpan<char> run)
    {
        var found = Meaning.None;
        for (var from = 0; from < run.Length; from++)
        {
            var longest = Math.Min(run.Length - from, Vocabulary.LongestInside);
            for (var length = 1; length <= longest; length++)
            {
                if (Vocabulary.Of(run.Slice(from, length)) is not Meaning.None and var meaning && StandsAlone(run, from, from + length))
                    found |= meaning;
            }
        }

        return found;
    }

    // A run of katakana is one word: アボット is Abbott, and ends in the word for bot.
    private static bool StandsAlone(ReadOnlySpan<char> run, int from, int to) =>
        !(from > 0 && Letters.IsKatakana(run[from]) && Letters.IsKatakana(run[from - 1]))
        && !(to < run.Length && Letters.IsKatakana(run[to]) && Letters.IsKatakana(run[to - 1]));
}
