namespace Recoup.Core.Directory.Lexicon;

/// <summary>What the local part of an address says, word by word.</summary>
internal ref struct AddressReading
{
    private WordReader _reader;

    public AddressReading(ReadOnlySpan<char> local, Span<char> letters, Span<Word> words)
    {
        _reader = new(letters, words);
        var tag = local.IndexOf('+');
        Read(tag < 0 ? local : local[..tag]);
        Main = _reader.AllLetters;
        IsOneWord = Words.Length == 1;
        if (tag >= 0)
        {
            _reader.Aside = true;
            Read(local[tag..]);
        }

        Count();
    }

    /// <summary>The letters in front of a plus sign, one behind the other.</summary>
    public ReadOnlySpan<char> Main { get; }

    /// <summary>What its words say.</summary>
    public Meaning Says { get; private set; }

    /// <summary>What the words behind a plus sign say. Only words for machines count there: people sort their mail so.</summary>
    public Meaning SaysAside { get; private set; }

    /// <summary>How many words say something that nobody is called.</summary>
    public int Solids { get; private set; }

    /// <summary>How many words are frequent names.</summary>
    public int Names { get; private set; }

    /// <summary>How many words may be names, initials included.</summary>
    public int People { get; private set; }

    /// <summary>Whether it is written as one word in front of a plus sign.</summary>
    public bool IsOneWord { get; private set; }

    /// <summary>Nothing but names in it, of which one is frequent or two stand in a row ("b.schmitz").</summary>
    public readonly bool IsPersonal => (Says | SaysAside) == Meaning.None && Solids == 0 && (Names > 0 || People >= 2);

    public readonly ReadOnlySpan<Word> Words => _reader.Found;

    public readonly ReadOnlySpan<char> LettersOf(Word word) => _reader.LettersOf(word);

    // Addresses know no capitals, so "BuildBot@" is read as "buildbot@".
    private void Read(ReadOnlySpan<char> local)
    {
        foreach (var c in local)
        {
            if (char.IsLetter(c))
                _reader.Add(Letters.Plain(c), false);
            else if (!Directory.Words.IsInsideWords(c))
                _reader.End(prefix: c is '_' or '-');
        }

        _reader.End();
    }

    private void Count()
    {
        foreach (var word in Words)
        {
            if (word.Aside)
            {
                SaysAside |= word.Says & Meaning.Machine;
                continue;
            }

            Says |= word.Says;
            if (word.IsSolid)
                Solids++;
            else if (word.Is(Meaning.Name))
                Names++;
            if (word.MayBeName)
                People++;
        }
    }
}
