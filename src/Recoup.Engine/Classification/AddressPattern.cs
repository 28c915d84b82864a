using System.Text;
using Recoup.Core.Rules;

namespace Recoup.Engine.Classification;

/// <summary>
/// The pattern of a mail address, never the address (P07): <c>name.name@company</c> for jane.doe@acme.example of Jane Doe,
/// <c>word-word-digits@company</c> for ci-build-07@acme.example.
/// </summary>
public static class AddressPattern
{
    /// <summary>Parts beyond so many are not told: they would tell one account from all others.</summary>
    private const int MostParts = 6;

    /// <param name="email">The address; null where it is not known.</param>
    /// <param name="name">The display name: a part that is a word of it is a <c>name</c>, its first letter alone an <c>initial</c>.</param>
    /// <param name="around">Which domains are the organisation's own.</param>
    public static string Of(string? email, string name, Circumstances around)
    {
        if (email is null)
            return "not known";
        var at = email.LastIndexOf('@');
        var words = Words(name);
        var pattern = new StringBuilder();
        var parts = 0;
        foreach (var part in Parts(email[..Math.Max(at, 0)]))
        {
            if (++parts > MostParts)
                break;
            pattern.Append(Shape(part, words));
        }

        var domain = email[(at + 1)..].ToLowerInvariant();
        return $"{pattern}@{(around.IsOwnDomain(domain) ? "company" : "elsewhere")}";
    }

    private static string Shape(string part, HashSet<string> words) =>
        char.IsDigit(part[0]) ? "digits"
        : !char.IsLetter(part[0]) ? part is "." or "-" or "_" or "+" ? part : "?"
        : words.Contains(part.ToLowerInvariant()) ? "name"
        : part.Length == 1 ? words.Any(w => w.StartsWith(part, StringComparison.OrdinalIgnoreCase)) ? "initial" : "letter"
        : "word";

    private static HashSet<string> Words(string name) => [.. Parts(name).Where(p => char.IsLetter(p[0])).Select(p => p.ToLowerInvariant())];

    /// <summary>Runs of letters, runs of digits, and every other character by itself.</summary>
    internal static IEnumerable<string> Parts(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            if (char.IsLetterOrDigit(text[i]))
            {
                while (end < text.Length && Alike(text[i], text[end]))
                    end++;
            }

            yield return text[i..end];
            i = end;
        }
    }

    private static bool Alike(char a, char b) => char.IsLetter(a) ? char.IsLetter(b) : char.IsDigit(b);
}
