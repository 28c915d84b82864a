using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Recoup.Server.SigningIn;

/// <summary>A secret that somebody is shown once and brings back: 256 bits by chance. What is kept is its hash, so that nobody who reads the database can use it.</summary>
internal static class TokenSecret
{
    /// <summary>How it begins, so that scanners for leaked secrets and people know what it is.</summary>
    public const string Prefix = "recoup_";

    public static string New() => Prefix + Bare();

    /// <summary>The same without its beginning, where nobody has to recognise it: in a cookie, in a link.</summary>
    public static string Bare() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    // A plain hash will do: nobody guesses 256 bits.
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
