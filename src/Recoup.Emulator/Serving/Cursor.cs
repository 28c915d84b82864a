using System.Buffers.Text;

namespace Recoup.Emulator;

/// <summary>Opaque page tokens: a position, and a mark that tells them from invented ones and from those of another list.</summary>
internal static class Cursor
{
    public static string At(int seed, string list, int position)
    {
        Span<byte> bytes = stackalloc byte[12];
        BitConverter.TryWriteBytes(bytes, position);
        BitConverter.TryWriteBytes(bytes[4..], Mark(seed, list, position));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The position; -1 when the token is not one of this list.</summary>
    public static int Read(int seed, string list, string token)
    {
        Span<byte> bytes = stackalloc byte[12];
        if (!Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != 12) return -1;
        var position = BitConverter.ToInt32(bytes);
        return BitConverter.ToUInt64(bytes[4..]) == Mark(seed, list, position) ? position : -1;
    }

    static ulong Mark(int seed, string list, int position) => Dice.Mix(Population.EmailHash(list) ^ unchecked((ulong)position * 31 + (uint)seed));
}
