using Recoup.Core;
using Recoup.Server.Output;

namespace Recoup.Server.SigningIn;

/// <summary>What somebody who signs in may be called.</summary>
internal static class SignInName
{
    private const int Longest = 100;

    /// <summary>Who acts where nobody does: the audit log must not take a person for them.</summary>
    private static readonly string[] OurOwn = ["schedule", "recoup"];

    /// <summary>Why a name is not taken; null when it is.</summary>
    public static Refusal? Refuse(string name) =>
        name.Length is 0 or > Longest || name != name.Trim() || PlainText.Of(name) != name
            ? new("name", $"A name has 1 to {Longest} characters, begins and ends with none that is empty, and has none that cannot be seen.")
        : OurOwn.Contains(name, StringComparer.OrdinalIgnoreCase) ? new("name", $"{name} is what Recoup itself is called in the audit log. Choose another name.")
        : null;
}
