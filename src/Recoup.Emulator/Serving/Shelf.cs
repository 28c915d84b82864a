using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>Answers made before, by question. A second run of a scan is served from here; a write empties it.</summary>
internal sealed class Shelf(Organisation organisation)
{
    /// <summary>Bytes of answers kept. What comes when the shelf is full is made anew each time.</summary>
    const long Most = 600_000_000;

    /// <summary>What an entry costs beside its answer.</summary>
    const int Overhead = 120;

    readonly Lock gate = new();
    ConcurrentDictionary<UInt128, byte[]> answers = new();
    long version, size;

    public void Answer(Call call, Route route, string target)
    {
        // Taken before the answer is made: what was read while a write came in between is kept under the old version, which nobody asks for again.
        var now = organisation.Version;
        var kept = Kept(now);
        var question = Hash(target, call.Sent.Span);
        if (kept.TryGetValue(question, out var answer))
        {
            call.Kept = answer;
            return;
        }

        route.Answer(call);
        if (call.Status != StatusCodes.Status200OK || Interlocked.Read(ref size) >= Most) return;
        answer = call.Finish().ToArray();
        if (kept.TryAdd(question, answer)) Interlocked.Add(ref size, answer.Length + Overhead);
    }

    ConcurrentDictionary<UInt128, byte[]> Kept(long now)
    {
        lock (gate)
        {
            if (version == now) return answers;
            (version, size) = (now, 0);
            return answers = new();
        }
    }

    static UInt128 Hash(string target, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(target));
        hash.AppendData(body);
        Span<byte> bytes = stackalloc byte[32];
        hash.GetHashAndReset(bytes);
        return BitConverter.ToUInt128(bytes);
    }
}
