namespace Recoup.Emulator;

/// <summary>A stream of numbers that depends on its seed and nothing else (SplitMix64).</summary>
internal struct Dice
{
    ulong state;

    public Dice(int seed, int index, ulong salt) =>
        state = unchecked(Mix(Mix((ulong)(uint)seed + salt * 0x9E3779B97F4A7C15) + (uint)index));

    public ulong Next() => unchecked(Mix(state += 0x9E3779B97F4A7C15));

    /// <summary>A number from 0 to one less than <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    public int Between(int low, int high) => low + Below(high - low);

    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>Seconds in a span of days, never 0, because 0 stands for "nothing there".</summary>
    public int Days(double low, double high) => 1 + Between((int)(low * 86_400), (int)(high * 86_400));

    public T Pick<T>(ReadOnlySpan<T> from) => from[Below(from.Length)];

    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A few letters and digits, all from <paramref name="alphabet"/>.</summary>
    public string Text(string alphabet, int length)
    {
        var text = new char[length];
        for (var i = 0; i < length; i++) text[i] = alphabet[Below(alphabet.Length)];
        return new(text);
    }

    /// <summary>Something that looks like a random UUID.</summary>
    public string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
    }

}
