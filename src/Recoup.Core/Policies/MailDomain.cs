namespace Recoup.Core.Policies;

/// <summary>What may stand behind the @ of an address.</summary>
internal static class MailDomain
{
    /// <summary>Two or more labels of letters, digits and hyphens.</summary>
    public static bool IsOne(string text) => text.Split('.') is { Length: >= 2 } labels && Array.TrueForAll(labels, IsLabel);

    private static bool IsLabel(string text) => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c == '-');
}
