namespace Recoup.Core.Audit;

/// <summary>
/// A word of ours in a record: the name of an action, an outcome or a number, such as <c>settings.set</c>. A letter, then
/// up to 63 of <c>[a-zA-Z0-9._-]</c>: an e-mail address or a sentence is none.
/// </summary>
internal static class AuditWord
{
    private const int Longest = 64;

    /// <exception cref="ArgumentException">The text is no such word.</exception>
    public static string Checked(string text) => IsOne(text)
        ? text
        : throw new ArgumentException($"\"{text}\" is not a word for an audit record: a letter, then letters, digits, '.', '_' and '-', {Longest} at most.");

    private static bool IsOne(string text) =>
        text.Length is > 0 and <= Longest && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
