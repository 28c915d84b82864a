using Microsoft.AspNetCore.Http;
using Recoup.Core.Files;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary>The answer to a file that cannot be kept.</summary>
internal static class FileProblems
{
    private const int MostShown = 20;

    /// <param name="what">What it should be, such as "policy".</param>
    public static IResult Of(string what, FileReading reading) => Problems.Of(new(
        "bad-file",
        $"This is no {what} that can be kept: {string.Join("; ", reading.Errors.Take(MostShown))}{(reading.Errors.Count > MostShown ? $"; and {reading.Errors.Count - MostShown} more" : "")}"));
}
