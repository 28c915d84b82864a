using System.Security.Cryptography;

namespace Recoup.Engine;

/// <summary>Ids of scans and runs: they sort by time, and two of the same second differ.</summary>
public static class TimedId
{
    /// <summary>A new one, such as <c>20261123T200000Z-4f0c1a</c>.</summary>
    public static string New(TimeProvider time) => $"{time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
}
