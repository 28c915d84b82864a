using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Recoup.Engine.Summarising;

/// <summary>
/// A summary as a model wrote it: sentences with slots. The model writes no figure and no word that stands for one; code fills the
/// slots, and what cannot be checked is not shown (P18).
/// </summary>
/// <param name="Text">Sentences with slots, such as <c>{ready} would save {saving.1}.</c></param>
/// <param name="Figures">What stood in each slot when it was written.</param>
/// <param name="Model">Who wrote it.</param>
/// <param name="At">When.</param>
public sealed partial record WrittenSummary(string Text, IReadOnlyDictionary<string, string> Figures, string Model, DateTimeOffset At)
{
    private const int Longest = 1_200;

    /// <summary>Words that say how many, in whole or in part: a figure in disguise, which no code has checked.</summary>
    private static readonly HashSet<string> Amounts = new(StringComparer.OrdinalIgnoreCase)
    {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
        "hundreds", "thousand", "thousands", "million", "millions", "billion", "dozen", "dozens", "score", "once", "twice", "thrice", "single", "double",
        "doubled", "triple", "tripled", "half", "halves", "third", "thirds", "quarter", "quarters", "fifth", "tenth", "percent", "percentage", "pair", "couple",
        "no", "none", "nothing", "nobody", "neither", "nor", "never", "without", "all", "every", "everybody", "everyone", "everything", "each", "both", "entire", "entirely",
        "most", "mostly", "majority", "minority", "few", "fewer", "many", "several", "more", "less", "least", "almost", "nearly", "not",
        "largest", "larger", "biggest", "bigger", "smallest", "smaller", "highest", "higher", "lowest", "lower", "main", "mainly", "chiefly", "largely",
        "first", "second", "increase", "increased", "decrease", "decreased", "rose", "fell", "grew", "dropped", "shrank",
    };

    /// <summary>Looks through what came back.</summary>
    /// <returns>The summary, or null where it says anything that code cannot vouch for.</returns>
    public static WrittenSummary? TryRead(string text, IReadOnlyList<Fact> facts, string model, DateTimeOffset at)
    {
        var phrases = facts.ToDictionary(f => f.Slot, f => f.Phrase);
        text = text.Trim();
        string[] used = [.. Slot().Matches(text).Select(m => m.Groups[1].Value).Distinct()];
        return text.Length is > 0 and <= Longest && used.Length > 0 && used.All(phrases.ContainsKey) && IsWordsAlone(Slot().Replace(text, " "))
            ? new(text, used.ToDictionary(s => s, s => phrases[s]), model, at)
            : null;
    }

    /// <summary>The summary with its figures, as they are now; null where they are others than it was written with.</summary>
    public string? TryShow(IReadOnlyList<Fact> facts) =>
        TryRead(Text, facts, Model, At) is { } again && again.Figures.Count == Figures.Count && again.Figures.All(f => Figures.GetValueOrDefault(f.Key) == f.Value)
            ? Filled(again)
            : null;

    private static string Filled(WrittenSummary summary)
    {
        var filled = Slot().Replace(summary.Text, m => summary.Figures[m.Groups[1].Value]);
        return char.ToUpper(filled[0], CultureInfo.InvariantCulture) + filled[1..];
    }

    /// <summary>Letters of English and the signs between its words: a figure in any script is none of them.</summary>
    private static bool IsWordsAlone(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text + " ")
        {
            if (char.IsAsciiLetter(c))
            {
                word.Append(c);
                continue;
            }

            if (c is not (' ' or '.' or ',' or ';' or ':' or '-' or '\'' or '(' or ')') || Amounts.Contains(word.ToString()))
                return false;
            word.Clear();
        }

        return true;
    }

    [GeneratedRegex(@"\{([a-z0-9.-]+|rule\.R[0-9]{2})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Slot();
}
