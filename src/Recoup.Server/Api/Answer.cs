using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Recoup.Core;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary>Answers of the API: the JSON that the verbs print, or why there is none.</summary>
internal static class Answer
{
    /// <summary>How many there are in all, beside a part of a list.</summary>
    public const string Total = "X-Total-Count";

    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => TypedResults.Json(value, type, statusCode: status);

    /// <summary>The value, or the refusal where there is none.</summary>
    public static IResult Json<T>((T? Value, Refusal? Refusal) answer, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
        where T : class => answer.Value is { } value ? Json(value, type, status) : Problems.Of(answer.Refusal!);

    /// <summary>Nothing more to say, or the refusal.</summary>
    public static IResult Done(Refusal? refusal) => refusal is null ? TypedResults.NoContent() : Problems.Of(refusal);

    /// <summary>A part of a list, and how many there are in all.</summary>
    public static IResult List<T>(HttpContext context, IReadOnlyList<T> part, int total, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        context.Response.Headers[Total] = total.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Json(part, type);
    }

    /// <summary>The part of a whole list that a page wants.</summary>
    public static IResult List<T>(HttpContext context, IReadOnlyList<T> all, Page page, JsonTypeInfo<IReadOnlyList<T>> type) =>
        List(context, [.. all.Skip(page.Skip).Take(page.Take)], all.Count, type);
}
