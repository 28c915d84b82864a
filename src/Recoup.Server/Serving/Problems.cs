using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Recoup.Core;
using Recoup.Engine;
using Recoup.Engine.Importing;
using Recoup.Storage;

namespace Recoup.Server.Serving;

/// <summary>An answer that says why something was not done (RFC 9457).</summary>
/// <param name="Status">The status code.</param>
/// <param name="Gate">The name of what refused, such as <c>expired</c>; stable, scripts may rely on it.</param>
/// <param name="Detail">In words, with what to do.</param>
public sealed record Problem(int Status, string Gate, string Detail)
{
    public string Title => Gate;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;

internal static class Problems
{
    public const string MediaGate = "media-type";
    public const string MediaDetail = "The body is not of the kind that this route reads. Send JSON, with Content-Type: application/json; answers to a notice as text/csv.";

    private const string TooLargeGate = "too-large";
    private const string TooLargeDetail = "The request is larger than this address takes: 50 MiB for an export of users, 4 MiB for another form of a page, 16 MiB elsewhere.";

    public const string MediaType = "application/problem+json";

    public static async Task WriteAsync(HttpContext context, int status, string gate, string detail)
    {
        Note(context, gate);
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        await JsonSerializer.SerializeAsync(context.Response.Body, new Problem(status, gate, detail), ProblemJson.Default.Problem, context.RequestAborted);
    }

    /// <summary>The answer to what was refused: 404 where something is not there, 400 where it was asked for wrongly, 409 where the state of things is in the way.</summary>
    public static IResult Of(Refusal refusal) => Of(StatusOf(refusal.Gate), refusal.Gate, refusal.Reason);

    private static int StatusOf(string gate) => gate switch
    {
        ['n', 'o', '-', ..] => StatusCodes.Status404NotFound,
        ['b', 'a', 'd', '-', ..] => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status409Conflict,
    };

    public static IResult Of(int status, string gate, string detail) => new Refused(status, gate, detail);

    /// <summary>Has the request log say what refused a request, where a page and no problem tells of it.</summary>
    public static void Note(HttpContext context, string gate) => context.Items[typeof(Problem)] = gate;

    /// <summary>The gate that refused a request, a word of ours; null when nothing did.</summary>
    public static string? GateOf(HttpContext context) => context.Items[typeof(Problem)] as string;

    /// <summary>Makes an answer of what the engine and the store throw. What nobody foresaw is a 500 without a word of ours in it.</summary>
    public static void UseProblems(this IApplicationBuilder app, ILogger log) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null } answer && Bare(answer.StatusCode) is var (gate, detail))
                await WriteAsync(context, answer.StatusCode, gate, detail);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var problem = Explain(e);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
                Log.Failed(log, e);
            await WriteAsync(context, problem.Status, problem.Gate, problem.Detail);
        }
    });

    /// <summary>What is said where a status is all that there is, as of a route that is none.</summary>
    private static (string Gate, string Detail) Bare(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ("signed-out", "Sign in, or send a token that is good: Authorization: Bearer recoup_…"),
        StatusCodes.Status403Forbidden => ("role", "This needs a role that you do not have, or that the token was not made with."),
        StatusCodes.Status404NotFound => ("no-route", "There is nothing at this address: see /api/v1/openapi.json."),
        StatusCodes.Status405MethodNotAllowed => ("method", "This address takes another method: see /api/v1/openapi.json."),
        StatusCodes.Status413PayloadTooLarge => (TooLargeGate, TooLargeDetail),
        StatusCodes.Status415UnsupportedMediaType => (MediaGate, MediaDetail),
        _ => ("bad-request", "The request cannot be read: see /api/v1/openapi.json for its shape."),
    };

    private static Problem Explain(Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new(StatusCodes.Status415UnsupportedMediaType, MediaGate, MediaDetail),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(StatusCodes.Status413PayloadTooLarge, TooLargeGate, TooLargeDetail),
        BadHttpRequestException bad => new(bad.StatusCode, "bad-request", "The request cannot be read: see /api/v1/openapi.json for its shape."),
        UserException { ExitCode: ExitCode.Usage } user => new(StatusCodes.Status400BadRequest, "bad-request", user.Message),
        UserException user => new(StatusOf(user.Gate), user.Gate, user.Message),
        ImportException import => new(StatusCodes.Status400BadRequest, "bad-file", import.Message),
        SettingsChangedException changed => new(StatusCodes.Status409Conflict, "changed", changed.Message),
        LeaseLostException lost => new(StatusCodes.Status409Conflict, "taken-over", lost.Message),
        StoreException => new(StatusCodes.Status503ServiceUnavailable, "database", "The database does not answer as it should. The server's log says why."),
        _ => new(StatusCodes.Status500InternalServerError, "defect", "Something broke that should not. The server's log says what."),
    };

    private sealed record Refused(int Status, string Gate, string Detail) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, Status, Gate, Detail);
    }

    private static class Log
    {
        private static readonly Action<ILogger, Exception?> _failed = LoggerMessage.Define(LogLevel.Error, default, "A request failed.");

        public static void Failed(ILogger log, Exception e) => _failed(log, e);
    }
}
