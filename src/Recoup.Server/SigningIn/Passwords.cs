using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>Passwords: PBKDF2 with HMAC-SHA-512, as ASP.NET Core Identity keeps them.</summary>
internal static class Passwords
{
    public const int Shortest = 15;
    public const int Longest = 128;

    /// <summary>A piece of up to so many characters that makes up a whole password is no password.</summary>
    private const int ShortPiece = 7;

    private static readonly PasswordHasher<Person> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    /// <summary>What a password is held against where there is none, so that it takes as long as where there is one.</summary>
    private static readonly Lazy<string> Nobodys = new(() => Hash(TokenSecret.Bare()));

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Whether it is somebody's; takes as long where there is nobody.</summary>
    public static bool Fits(Person? person, string password)
    {
        var known = Hasher.VerifyHashedPassword(null!, person?.PasswordHash ?? Nobodys.Value, password) != PasswordVerificationResult.Failed;
        return known && person?.PasswordHash is not null;
    }

    /// <summary>Why a password is not taken; null when it is. Length is what counts: any character is good.</summary>
    public static Refusal? Refuse(string name, string password)
    {
        var length = password.EnumerateRunes().Count();
        if (length is < Shortest or > Longest)
            return Weak($"A password has {Shortest} to {Longest} characters. Several words with spaces between them are good.");
        var folded = Words.Fold(password);
        if (Pieces(name).Append("recoup").Any(piece => piece.Length > 2 && folded.Contains(Words.Fold(piece), StringComparison.Ordinal)))
            return Weak("The password must not contain the name that goes with it, nor Recoup's.");
        return Enumerable.Range(1, ShortPiece).Any(piece => Repeats(folded, piece)) ? Weak("The password is a short piece over and over. Choose one that is not.") : null;
    }

    private static Refusal Weak(string reason) => new("password", reason);

    /// <summary>The name, and of an address what stands before the @.</summary>
    private static IEnumerable<string> Pieces(string name) => [name, name.Split('@')[0]];

    private static bool Repeats(string text, int piece)
    {
        for (var i = piece; i < text.Length; i++)
        {
            if (text[i] != text[i - piece])
                return false;
        }

        return true;
    }
}
