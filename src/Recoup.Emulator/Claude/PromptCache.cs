using System.Security.Cryptography;
using System.Text;

namespace Recoup.Emulator;

/// <summary>What reading a prompt is billed as, in tokens.</summary>
internal readonly record struct PromptCost(int Input, int Read, int WrittenForMinutes, int WrittenForAnHour);

/// <summary>Beginnings of prompts that were read before. Every use lets their time begin anew. The least length that real models ask for is not imitated.</summary>
internal sealed class PromptCache
{
    readonly Lock gate = new();
    readonly Dictionary<UInt128, DateTimeOffset> ends = [];

    public PromptCost Read(MessageRequest request, DateTimeOffset now)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, request.Model);
        var (tokens, read, marked, minutes, hour) = (0, 0, 0, 0, 0);
        lock (gate)
        {
            foreach (var block in request.Prompt)
            {
                Append(hash, block.Text);
                tokens += block.Length;
                if (block.Keep is not { } keep) continue;
                var key = BitConverter.ToUInt128(hash.GetCurrentHash());
                if (ends.TryGetValue(key, out var end) && end > now) (read, minutes, hour) = (tokens, 0, 0);
                else if (keep < TimeSpan.FromHours(1)) minutes += tokens - marked;
                else hour += tokens - marked;
                ends[key] = end > now + keep ? end : now + keep;
                marked = tokens;
            }
        }

        return new(tokens - marked, read, minutes, hour);
    }

    /// <summary>With its length, so that two texts cannot pass for one.</summary>
    static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(BitConverter.GetBytes(text.Length));
        hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
