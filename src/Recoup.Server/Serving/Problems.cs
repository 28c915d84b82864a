using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Recoup.Core;
using Recoup.Engine;
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
    public const string MediaDetail = "The body is not of the kind that this route reads. Send JSON, with Content-Type: application/json.";

    private const string TooLargeGate = "too-large";
    private const string TooLargeDetail = "The request is larger than 16 MiB.";

    private const string MediaType = "application/problem+json";

    public static async Task WriteAsync(HttpContext context, int status, string gate, string detail)
    {
        Note(context, gate);
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        await JsonSerializer.SerializeAsync(context.Response.Body, new Problem(status, gate, detail), ProblemJson.Default.Problem, context.RequestAborted);
    }

    /// <summary>The answer to what was refused: 404 where something is not there, 409 where the state of things is in the way.</summary>
    public static IResult Of(Refusal refusal) => Of(
        refusal.Gate.StartsWith("no-", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, refusal.Gate, refusal.Reason);

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
            // The framework tells of a body that was too large by the status alone.
            if (context.Response is { StatusCode: StatusCodes.Status413PayloadTooLarge, HasStarted: false })
                await WriteAsync(context, StatusCodes.Status413PayloadTooLarge, TooLargeGate, TooLargeDetail);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var problem = Explain(e);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
                Log.Failed(log, e);
            await WriteAsync(context, problem.Status, problem.Gate, problem.Detail);
        }
    });

    private static Problem Explain(Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new(StatusCodes.Status415UnsupportedMediaType, MediaGate, MediaDetail),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(StatusCodes.Status413PayloadTooLarge, TooLargeGate, TooLargeDetail),
        BadHttpRequestException bad => new(bad.StatusCode, "bad-request", "The request cannot be read: see /api/v1/openapi.json for its shape."),
        UserException { ExitCode: ExitCode.Usage } user => new(StatusCodes.Status400BadRequest, "bad-request", user.Message),
        UserException user => new(StatusCodes.Status409Conflict, "refused", user.Message),
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
