namespace Recoup.Core.Directory.Lexicon;

/// <summary>A word as it was read: where its folded letters stand, and what it may mean.</summary>
/// <param name="Start">The place of its first letter among the letters read.</param>
/// <param name="Length">How many letters.</param>
/// <param name="Meaning">From the lexicon.</param>
/// <param name="Aside">In a name: behind a bracket, a bar or a dash. In an address: behind a plus sign.</param>
internal readonly record struct Word(int Start, int Length, Meaning Meaning, bool Aside)
{
    /// <summary>Whether the word may be part of a person's name.</summary>
    public bool MayBeName => Meaning == Meaning.None || (Meaning & (Meaning.Name | Meaning.AlsoName)) != 0;

    /// <summary>Whether nobody is called so, and it says something about the account.</summary>
    public bool IsSolid => !MayBeName && (Meaning & (Meaning.Impersonal | Meaning.Thing)) != 0;

    /// <summary>What it says against a person. A vague word says so instead of naming software.</summary>
    public Meaning Says => Is(Meaning.Vague) ? (Meaning & ~Meaning.Service) & Spoken : Meaning & Spoken;

    private const Meaning Spoken = Meaning.Impersonal | Meaning.Group | Meaning.Vague;

    public bool Is(Meaning any) => (Meaning & any) != 0;
}
