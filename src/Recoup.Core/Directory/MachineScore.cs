using Recoup.Core.Directory.Lexicon;

namespace Recoup.Core.Directory;

/// <summary>What speaks against a person, weighed.</summary>
internal static class MachineScore
{
    /// <summary>A machine, something shared, or a conflict; null when no word speaks against a person.</summary>
    public static Kind? TryOf(scoped in NameReading name, scoped in AddressReading address, Resemblance alike, bool job, bool listed)
    {
        // Beside a person's name stands a department, unless it speaks of a machine.
        var aside = name.IsPersonal ? name.SaysAside & Meaning.Machine : name.SaysAside;
        var byName = name.Says | aside;
        var byAddress = address.Says | address.SaysAside;
        if ((byName | byAddress) == Meaning.None)
            return null;

        var value = Choose(byName, byAddress);
        var because = Because(name, address, value, aside != Meaning.None);
        if (job || listed)
            return Conflict(because, job ? "but a job title or department is filled in" : "but the staff list or the identity provider lists it");
        if (ReadsLikeFirstAndLastName(name, address, alike, aside))
            return Conflict(because, "but it reads like a first name and a surname");
        if (value == AccountKind.Shared && byName == Meaning.None && name.IsPersonal)
            return Conflict(because, "but the name reads like a person's");
        if (value == AccountKind.Shared && IsAtAPersonsAddress(name, address, alike))
            return Conflict(because, "but the address reads like a person's");
        return new(value, because) { Clear = IsClear(name, address, alike, byName) };
    }

    private static AccountKind Choose(Meaning byName, Meaning byAddress) => (byName, byAddress) switch
    {
        _ when byName.HasFlag(Meaning.Bot) => AccountKind.Bot,
        _ when byName.HasFlag(Meaning.Group) => AccountKind.Shared,
        _ when byName.HasFlag(Meaning.Service) => AccountKind.Service,
        _ when byAddress.HasFlag(Meaning.Bot) => AccountKind.Bot,
        _ when byAddress.HasFlag(Meaning.Group) => AccountKind.Shared,
        _ when byAddress.HasFlag(Meaning.Service) => AccountKind.Service,
        _ => (byName | byAddress).HasFlag(Meaning.Shared) ? AccountKind.Shared : AccountKind.Service,
    };

    private static Kind Conflict(IReadOnlyList<string> because, string but) => new(AccountKind.Unknown, [.. because, but]);

    /// <summary>"Jan Bot" at jan.bot@ or jbot@: every such word is somebody's surname, and the address holds nothing but the name.</summary>
    private static bool ReadsLikeFirstAndLastName(scoped in NameReading name, scoped in AddressReading address, Resemblance alike, Meaning aside) =>
        name.IsPersonal && name.OnlyNamesakes && name.Names + name.Initials > 0 && (aside | address.SaysAside) == Meaning.None && alike is { Whole: true, Plain: > 0 };

    /// <summary>"HR Anna Schmidt" at anna.schmidt@, "Support" at maria.gomez@.</summary>
    private static bool IsAtAPersonsAddress(scoped in NameReading name, scoped in AddressReading address, Resemblance alike) =>
        (address.Says | address.SaysAside) == Meaning.None
        && ((name.Names > 0 && alike.Plain > 0) || (address.IsPersonal && address is { Names: > 0, People: > 1 }));

    /// <summary>
    /// Two signals that do not depend on each other, at least one of them a word that nobody is called, and no way to read it as
    /// a person's name: a person called Backup has the word in the name and in the address, and it is still one signal.
    /// </summary>
    private static bool IsClear(scoped in NameReading name, scoped in AddressReading address, Resemblance alike, Meaning byName)
    {
        if (name.Names + name.NamesAside + name.Initials > 0 || alike.Plain > 0)
            return false;
        if (name.IsAddress)
            return name.IsNobody && !name.OnlyNamesakes && name.Solids > 1;
        if (byName == Meaning.None)
            return name.IsNobody && name.Solids > 0 && HasSolid(address);
        if ((address.Says | address.SaysAside) == Meaning.None)
            return name.IsNobody && !name.OnlyNamesakes && name.Solids > 1 && !address.IsPersonal;
        return name.Solids + address.Solids > 0 && (name.IsNobody || SaysMoreThan(name, address));
    }

    private static bool HasSolid(scoped in AddressReading address)
    {
        foreach (var word in address.Words)
        {
            if (word.IsSolid && word.Is(Meaning.Impersonal))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word of the address speaks against a person that is not in the name as well.</summary>
    private static bool SaysMoreThan(scoped in NameReading name, scoped in AddressReading address)
    {
        foreach (var word in address.Words)
        {
            if (word.IsSolid && word.Is(Meaning.Impersonal) && !Holds(name, address.LettersOf(word)))
                return true;
        }

        return false;
    }

    private static bool Holds(scoped in NameReading name, ReadOnlySpan<char> letters)
    {
        foreach (var word in name.Words)
        {
            if (name.LettersOf(word).SequenceEqual(letters))
                return true;
        }

        return false;
    }

    private static List<string> Because(scoped in NameReading name, scoped in AddressReading address, AccountKind value, bool aside)
    {
        var because = new List<string>(3);
        var wanted = value switch
        {
            AccountKind.Bot => Meaning.Bot,
            AccountKind.Service => Meaning.Service,
            _ => Meaning.Shared,
        };
        if (Pick(name.Words, wanted, !name.IsPersonal || aside) is { } inName)
            because.Add($"the name holds {Shown(name.LettersOf(inName), value)}");
        else if (name.IsKeyValue)
            because.Add("the name is written as key=value");
        if (Pick(address.Words, wanted, true) is { } inAddress)
            because.Add($"the address holds {Shown(address.LettersOf(inAddress), value)}");
        return because;
    }

    /// <summary>A word as it may be shown. Outside the Latin script, folding takes away what makes it readable.</summary>
    private static string Shown(ReadOnlySpan<char> letters, AccountKind value) => (Letters.IsLatin(letters[0]), value) switch
    {
        (true, _) => $"the word \"{letters}\"",
        (_, AccountKind.Bot) => "a word for a bot",
        (_, AccountKind.Service) => "a word for software",
        _ => "a word for something shared",
    };

    /// <summary>The word that best says why.</summary>
    private static Word? Pick(ReadOnlySpan<Word> words, Meaning wanted, bool aside)
    {
        Word? found = null;
        foreach (var word in words)
        {
            if ((word.Aside && !aside) || !word.Is(Meaning.Impersonal))
                continue;
            if (word.Is(wanted))
                return word;
            found ??= word;
        }

        return found;
    }
}
