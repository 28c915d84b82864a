using System.Globalization;

namespace Recoup.Web.Parts;

/// <summary>Texts of strangers, so long that they do not fill the page.</summary>
internal static class Cut
{
    private const int Longest = 100;

    /// <summary>A name of any length, cut where it would fill the page.</summary>
    public static string Name(string name) => new StringInfo(name) is { LengthInTextElements: > Longest } text ? text.SubstringByTextElements(0, Longest - 1) + "…" : name;
}
