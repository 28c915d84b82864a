using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Account ids of the three kinds seen in production. The index hides in eight digits of each, so that no table is needed to find it again.</summary>
internal static class AccountId
{
    public static string Of(int seed, int index)
    {
        var hidden = Scramble((uint)index ^ Key(seed));
        var dice = new Dice(seed, index, salt: 3);
        var uuid = dice.Uuid();
        return dice.Below(100) switch
        {
            < 90 => $"712020:{hidden:x8}{uuid.AsSpan(8)}",
            < 96 => $"557058:{hidden:x8}{uuid.AsSpan(8)}",
            _ => $"5b10{hidden:x8}{uuid.AsSpan(24)}",
        };
    }

    /// <summary>The index an id would have; -1 for what is no such id. The caller compares the whole id.</summary>
    public static int IndexOf(int seed, string id)
    {
        var start = id.Length == 24 ? 4 : 7;
        if (id.Length < start + 8 || !uint.TryParse(id.AsSpan(start, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hidden)) return -1;
        return unchecked((int)(Unscramble(hidden) ^ Key(seed)));
    }

    static uint Key(int seed) => (uint)(Dice.Mix((uint)seed) >> 32);

    static uint Scramble(uint h)
    {
        unchecked
        {
            h = (h ^ (h >> 16)) * 0x85EBCA6B;
            h = (h ^ (h >> 13)) * 0xC2B2AE35;
            return h ^ (h >> 16);
        }
    }

    static uint Unscramble(uint h)
    {
        unchecked
        {
            h = (h ^ (h >> 16)) * 0x7ED1B41D;
            h = (h ^ (h >> 13) ^ (h >> 26)) * 0xA5CB9243;
            return h ^ (h >> 16);
        }
    }
}
