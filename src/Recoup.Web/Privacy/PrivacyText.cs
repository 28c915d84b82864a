using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Recoup.Web.Privacy;

/// <summary>PRIVACY.md as a part of the program, and the day since which it is as it is (P26).</summary>
public static partial class PrivacyText
{
    private const string Name = "privacy.html";

    /// <summary>The text as HTML, made of our own file by the build. Its links lead to files beside it, which no page has: of them the words stay.</summary>
    public static string Html { get; } = Link().Replace(Read(), "$1");

    /// <summary>The day of its last change, which it says itself.</summary>
    public static DateOnly Changed { get; } = DateOnly.ParseExact(Day().Match(Html).Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>SHA-256 of the text, in hex: two changes of one day are two.</summary>
    public static string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Html)));

    private static string Read()
    {
        using var reader = new StreamReader(typeof(PrivacyText).Assembly.GetManifestResourceStream(Name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""<a href="(?!https?:)[^"]*">(.*?)</a>""")]
    private static partial Regex Link();

    [GeneratedRegex("Last changed: ([0-9]{4}-[0-9]{2}-[0-9]{2})")]
    private static partial Regex Day();
}
