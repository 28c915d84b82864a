using System.Text;

namespace Recoup.Core.Directory.Lexicon;

/// <summary>What a display name says, word by word.</summary>
internal ref struct NameReading
{
    private const int LongestName = 80;
    private const int MostWords = 6;
    private const int LongestRun = 8;

    private WordReader _reader;
    private bool _fits = true;
    private bool _byProgram;
    private int _things;
    private bool _foreign;
    private bool _eastAsian;

    public NameReading(string name, ReadOnlySpan<char> local, ReadOnlySpan<char> domain, Span<char> letters, Span<Word> words)
    {
        _reader = new(letters, words);
        var at = name.IndexOf('@');
        IsAddress = at > 0 || (name.Length > 0 && local.SequenceEqual(name));
        Read(at > 0 ? name.AsSpan(0, at) : name);
        _fits &= name.Length is > 0 and <= LongestName && at <= 0;
        Count(domain);
    }

    /// <summary>Whether the name is the address or its local part, as where nobody gave a name: then it says nothing beyond the address.</summary>
    public bool IsAddress { get; }

    /// <summary>Whether it is written as <c>key=value</c>.</summary>
    public bool IsKeyValue { get; private set; }

    /// <summary>Whether a letter stands for two where marks cannot be written.</summary>
    public bool IsExpandable { get; private set; }

    /// <summary>What the words outside brackets say.</summary>
    public Meaning Says { get; private set; }

    /// <summary>What the words in brackets, behind a bar or behind a dash say.</summary>
    public Meaning SaysAside { get; private set; }

    /// <summary>How many words are frequent names.</summary>
    public int Names { get; private set; }

    /// <summary>How many of the words set aside are frequent names: "Pipeline - Alma" may be Alma Pipeline.</summary>
    public int NamesAside { get; private set; }

    /// <summary>How many words are not in the lexicon, and not the company's name either.</summary>
    public int Others { get; private set; }

    /// <summary>How many words mean something and are somebody's name now and then.</summary>
    public readonly int Namesakes => Surnames + _things;

    /// <summary>How many of these speak against a person: then they are surnames at most.</summary>
    public int Surnames { get; private set; }

    /// <summary>Whether numbers or underscores are in it, as where a program wrote it or two people share it.</summary>
    public readonly bool IsWrittenByProgram => _byProgram;

    /// <summary>
    /// Whether no word is anybody's first name. Beside a word that nobody is called, a surname such as Bot stands for what it
    /// says: "Release Bot".
    /// </summary>
    public readonly bool IsNobody => Names + Others + Initials + _things == 0 && (Surnames == 0 || Solids > 0);

    /// <summary>How many words are one letter.</summary>
    public int Initials { get; private set; }

    /// <summary>How many words say something that nobody is called.</summary>
    public int Solids { get; private set; }

    /// <summary>Whether every word that speaks for a machine or a mailbox is also a name.</summary>
    public bool OnlyNamesakes { get; private set; } = true;

    /// <summary>Shaped like a person's name. "Jan Bot" is, "Nightly Bot" is not.</summary>
    public bool IsPersonal { get; private set; }

    /// <summary>One frequent name and nothing else.</summary>
    public bool IsGivenName { get; private set; }

    /// <summary>Personal, and more than two words that nobody knows: a frequent name, or a script that machines are seldom named in.</summary>
    public readonly bool IsKnownPersonal => IsPersonal && (Names > 0 || _foreign);

    /// <summary>Written in a script that addresses cannot repeat.</summary>
    public readonly bool IsForeign => _foreign;

    public readonly ReadOnlySpan<Word> Words => _reader.Found;

    public readonly ReadOnlySpan<char> LettersOf(Word word) => _reader.LettersOf(word);

    private void Read(ReadOnlySpan<char> name)
    {
        var previous = ' ';
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsLetter(c))
            {
                _foreign |= !Letters.IsLatin(c);
                _eastAsian |= Letters.IsEastAsian(c);
                IsExpandable |= Letters.IsExpandable(c);
                _reader.Add(Letters.Plain(c), c is >= 'A' and <= 'Z' && previous is >= 'a' and <= 'z');
            }
            else if (char.IsSurrogate(c))
            {
                i += ReadPair(name[i..]) - 1;
            }
            else if (!Directory.Words.IsInsideWords(c))
            {
                var next = i + 1 < name.Length ? name[i + 1] : ' ';
                _reader.End(prefix: c is '_' or '-');
                Separate(c, previous, next);
            }

            previous = c;
        }

        _reader.End();
    }

    private int ReadPair(ReadOnlySpan<char> rest)
    {
        if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            _fits = false;
        // Letters of formulas are Latin in disguise: nobody's keyboard writes a name so.
        if (Rune.IsLetter(rune) && rune.Value is not (>= 0x1d400 and <= 0x1d7ff))
        {
            _foreign = true;
            _eastAsian |= rune.Value >= 0x20000;
            _reader.Add(rest[0], false);
            _reader.Add(rest[1], false);
        }
        else
        {
            _fits &= !Rune.IsLetter(rune);
            _reader.End();
        }

        return length;
    }

    private void Separate(char c, char previous, char next)
    {
        switch (c)
        {
            case '(' or '[':
                _reader.Aside = true;
                break;
            case ')' or ']':
                _reader.Aside = false;
                break;
            case '|' or '/' when !_reader.Found.IsEmpty:
                _reader.Aside = true;
                break;
            case '-' or '–' or '—' when previous == ' ' && next == ' ' && !_reader.Found.IsEmpty:
                _reader.Aside = true;
                break;
            case '=' when char.IsLetterOrDigit(previous) && char.IsLetterOrDigit(next):
                IsKeyValue = true;
                break;
        }

        if (c is '_' || char.IsAsciiDigit(c))
        {
            _byProgram |= !_reader.Aside;
            _fits &= !_reader.Found.IsEmpty;
            return;
        }

        // What joins and surrounds names; nothing that markup and formulas use.
        _fits &= c is ' ' or '-' or '\'' or '’' or '‘' or '`' or '´' or '.' or ',' or '·' or '・' or '(' or ')' or '[' or ']' or '|' or '/' or '"' or '“' or '”'
            or '–' or '—' or '‐' or '‑' or '״' or '׳' or '\u00a0' or '\u3000';
    }

    private void Count(ReadOnlySpan<char> domain)
    {
        SetCompanyAside(domain);
        var (natural, particles, longest) = (0, 0, 0);
        foreach (var word in Words)
        {
            if (word.Aside)
            {
                SaysAside |= word.Says;
                NamesAside += word.Is(Meaning.Name) ? 1 : 0;
                continue;
            }

            if (word.Is(Meaning.Impersonal))
            {
                Says |= word.Says;
                OnlyNamesakes &= word.MayBeName;
            }

            if (word.IsSolid)
                Solids++;
            else if (word.Is(Meaning.Name))
                Names++;
            else if (word.Is(Meaning.AlsoName))
                natural += CountNamesake(word);
            else if (word.Meaning != Meaning.None)
                particles++;
            else if (word.Length == 1 && !_eastAsian)
                Initials++;
            else
                Others++;
            longest = Math.Max(longest, word.Length);
        }

        if (IsKeyValue)
            Says |= Meaning.Service;
        // Words that are somebody's name only now and then need another that is: "John Cloud" and "Dillon Wolf", not "Dillon Cloud" or "Blue Wolf".
        var real = Names + Others + (Names + Initials > 0 ? Namesakes : Others > 0 ? natural : 0);
        // "Dr. Weber" and "Lê Minh" are names, "La Nova" is not; "Emma Wilson 2" is one, "Falcon Heavy 2" is not.
        var parts = real + Initials + (Names > 0 ? Math.Min(particles, 1) : 0);
        IsPersonal = _fits && Solids == 0 && real is > 0 and <= MostWords
            && (parts >= 2 || (_eastAsian && longest <= LongestRun))
            && (!_byProgram || Names > 0);
        IsGivenName = _fits && Solids == 0 && Names == 1 && parts == 1 && !_byProgram;
    }

    /// <summary>The company's own name is nobody's: "Acme Backup" at acme.example. But a family's firm is called like "Anna Ritter".</summary>
    private void SetCompanyAside(ReadOnlySpan<char> domain)
    {
        foreach (var word in Words)
        {
            if (word.Is(Meaning.Name))
                return;
        }

        for (var i = 0; i < Words.Length; i++)
        {
            if (Words[i].Meaning == Meaning.None && IsLabel(domain, LettersOf(Words[i])))
                _reader.SetAside(i);
        }
    }

    /// <summary>Counts a namesake, and says how many of them are names like any other (one or none).</summary>
    private int CountNamesake(Word word)
    {
        if (word.Is(Meaning.Impersonal))
            Surnames++;
        else
            _things++;
        return word.Is(Meaning.Impersonal | Meaning.Thing) ? 0 : 1;
    }

    private static bool IsLabel(ReadOnlySpan<char> domain, ReadOnlySpan<char> word)
    {
        for (var at = domain.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0 && at + word.Length < domain.Length;)
        {
            if ((at == 0 || domain[at - 1] is '.' or '-') && domain[at + word.Length] is '.' or '-')
                return true;
            domain = domain[(at + 1)..];
            at = domain.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }
}
