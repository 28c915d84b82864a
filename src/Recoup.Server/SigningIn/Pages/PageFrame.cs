using Recoup.Core;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn.Pages;

/// <summary>What every page is told.</summary>
/// <param name="Who">Who is signed in; null for nobody.</param>
/// <param name="FormToken">What every form brings back.</param>
/// <param name="IsEmulator">Whether the data comes from an emulator, which the page says.</param>
public sealed record PageFrame(Person? Who, string FormToken, bool IsEmulator)
{
    /// <summary>The host of the OpenID provider that people may sign in at; null for none.</summary>
    public string? Provider { get; init; }

    /// <summary>What was refused, which is told beside the field whose <see cref="Field"/> it is.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The name of the form that was refused; several may be on a page.</summary>
    public string? Form { get; init; }

    /// <summary>What is told beside a field of a form; null for nothing.</summary>
    internal string? ErrorAt(string form, string field) => Form == form && Refusal is { } refusal && Field(refusal.Gate) == field ? refusal.Reason : null;

    /// <summary>What is told above a form because it is about none of its fields.</summary>
    internal string? ErrorOf(string form, params ReadOnlySpan<string> fields) =>
        Form == form && Refusal is { } refusal && !fields.Contains(Field(refusal.Gate)) ? refusal.Reason : null;

    /// <summary>The field that a gate is about.</summary>
    private static string Field(string gate) => gate switch
    {
        "password" => "chosen",
        "password-wrong" or "sign-in-again" => "password",
        "taken" or "name" or "no-person" => "name",
        _ => gate,
    };
}
