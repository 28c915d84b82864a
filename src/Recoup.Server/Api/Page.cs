using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Recoup.Server.Api;

/// <summary>Which part of a list is wanted: <c>?skip=</c> and <c>?take=</c>, by default the first 100, at most 1,000 at once.</summary>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many at most.</param>
internal sealed record Page(int Skip, int Take)
{
    public const int Usual = 100;
    public const int Most = 1000;

    /// <exception cref="UserException">One of them is no number in its range.</exception>
    public static ValueTask<Page?> BindAsync(HttpContext context) =>
        new(new Page(Number(context, "skip", 0, 0, int.MaxValue - Most), Number(context, "take", Usual, 1, Most)));

    private static int Number(HttpContext context, string name, int otherwise, int least, int most) =>
        context.Request.Query[name] is not [{ } text, ..] ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new UserException(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {least} to {most}."), ExitCode.Usage);
}
