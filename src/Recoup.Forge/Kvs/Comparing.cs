namespace Recoup.Forge.Kvs;

/// <summary>Orders of lists.</summary>
internal static class Comparing
{
    /// <summary>What is not there comes last, whichever way.</summary>
    public static int NullsLast<T>(T? a, T? b, int turn)
        where T : struct, IComparable<T> => (a, b) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => turn * a.Value.CompareTo(b.Value),
        };

    /// <summary>The first that tells the two apart.</summary>
    public static int First(int one, int two, int three = 0) => one != 0 ? one : two != 0 ? two : three;
}
