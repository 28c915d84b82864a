using System.Security.Cryptography;
using OtpNet;

namespace Recoup.Server.SigningIn;

/// <summary>Codes for when the authenticator is lost, each good once.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;
    private const int Bytes = 15;
    private const int Group = 4;

    /// <summary>New ones, as they are shown: ABCD-EFGH-….</summary>
    public static IReadOnlyList<string> New() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes)).Chunk(Group).Select(c => new string(c))))];

    /// <summary>What is kept of one, however it was typed. A plain hash will do: nobody guesses 120 bits.</summary>
    public static string Hash(string code) => TokenSecret.Hash(new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant());
}
