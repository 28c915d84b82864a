using FsCheck;
using FsCheck.Fluent;

namespace Recoup.Tests.Infra;

/// <summary>How often something unusual is made up.</summary>
internal static class Odds
{
    public static Gen<bool> Chance(int percent) => Gen.Choose(1, 100).Select(n => n <= percent);

    /// <summary>The usual in so many of a hundred cases, or one of the others; these may be the usual too.</summary>
    public static Gen<T> Mostly<T>(int percent, T usual, params T[] others) =>
        from usually in Chance(percent)
        from other in Gen.Elements(others)
        select usually ? usual : other;
}
