using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Recoup.Core.Directory;

namespace Recoup.Server.Api;

/// <summary>Filters of a list, as a request's query names them. Several values of one are separated by commas.</summary>
internal static class Filter
{
    private const int Longest = 200;

    /// <summary>A free text; null when it was not given.</summary>
    /// <exception cref="UserException">It is longer than anybody types.</exception>
    public static string? Text(HttpContext context, string name) => context.Request.Query[name] is not [{ Length: > 0 } text, ..] ? null
        : text.Length <= Longest ? text
        : throw new UserException($"{name} takes at most {Longest} characters.", ExitCode.Usage);

    /// <summary>One of some words; null when it was not given.</summary>
    /// <exception cref="UserException">It is another word.</exception>
    public static string? Word(HttpContext context, string name, IReadOnlyCollection<string> words) => Text(context, name) is not { } text ? null
        : words.Contains(text) ? text
        : throw Unknown(name, words);

    /// <summary>A product with seats; null when it was not given.</summary>
    /// <exception cref="UserException">It is none.</exception>
    public static Product? Product(HttpContext context) => Word(context, "product", [.. Core.Directory.Product.WithSeats.Select(p => p.Value)]) is { } product ? new(product) : null;

    /// <summary>A site, by its cloud id; null when it was not given.</summary>
    public static SiteId? Site(HttpContext context) => Text(context, "site") is { } site ? new(site) : null;

    /// <summary>Some of the values of an enumeration, by the names that JSON has for them; empty when it was not given.</summary>
    /// <exception cref="UserException">One is none of them.</exception>
    public static IReadOnlyList<T> Some<T>(HttpContext context, string name)
        where T : struct, Enum
    {
        if (Text(context, name) is not { } text)
            return [];
        var known = Enum.GetValues<T>().ToDictionary(v => JsonSerializer.Serialize(v).Trim('"'));
        return [.. text.Split(',').Select(word => known.TryGetValue(word, out var value) ? value : throw Unknown(name, known.Keys))];
    }

    /// <summary>The order that <c>?sort=</c> names: the first of the enumeration when it was not given; with a <c>-</c> before it the other way around.</summary>
    /// <exception cref="UserException">There is no such order.</exception>
    public static (T Sort, bool Backwards) Sort<T>(HttpContext context)
        where T : struct, Enum
    {
        if (Text(context, "sort") is not { } text)
            return default;
        var (word, backwards) = text[0] == '-' ? (text[1..], true) : (text, false);
        var known = Enum.GetValues<T>().ToDictionary(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));
        return known.TryGetValue(word, out var sort) ? (sort, backwards) : throw Unknown("sort", known.Keys);
    }

    /// <summary><c>true</c> or <c>false</c>; null when it was not given.</summary>
    /// <exception cref="UserException">It is neither.</exception>
    public static bool? Flag(HttpContext context, string name) => Word(context, name, ["true", "false"]) switch
    {
        null => null,
        var word => word == "true",
    };

    private static UserException Unknown(string name, IEnumerable<string> words) => new($"{name} takes {string.Join(", ", words)}.", ExitCode.Usage);
}
