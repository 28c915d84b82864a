using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>What a test of another process may see and do; no part of any API, so neither counted nor disturbed. Only this machine can reach it.</summary>
internal sealed class Control(EmulatorServer server)
{
    public const string Prefix = "/_emulator/";

    public async Task HandleAsync(Call call, string path)
    {
        switch (call.Request.Method, path[Prefix.Length..])
        {
            case ("GET", "ledger"):
                server.Ledger.Write(call.Json);
                break;
            case ("POST", "faults"):
                Plan(call);
                break;
            case ("DELETE", "faults"):
                server.Faults.Clear();
                call.Status = StatusCodes.Status204NoContent;
                break;
            case ("GET", "messages"):
                server.Claude.Write(call.Json);
                break;
            case ("POST", "messages"):
                Prepare(call);
                break;
            case ("DELETE", "messages"):
                server.Claude.Clear();
                call.Status = StatusCodes.Status204NoContent;
                break;
            case ("POST", "clock"):
                Set(call);
                break;
            default:
                Refuse(call, StatusCodes.Status404NotFound, "There are GET ledger, POST and DELETE faults, GET, POST and DELETE messages, and POST clock.");
                break;
        }

        await call.SendAsync(fault: null);
    }

    void Plan(Call call)
    {
        try
        {
            using var json = JsonDocument.Parse(call.Sent);
            var match = json.RootElement.GetProperty("match").GetString()!;
            var times = json.RootElement.TryGetProperty("times", out var given) ? given.GetInt32() : 1;
            if (times < 1 || FaultKinds.Of(json.RootElement.GetProperty("kind").GetString()!) is not { } fault)
            {
                Refuse(call, StatusCodes.Status400BadRequest, $"times is 1 or more, kind one of {string.Join(", ", FaultKinds.Names)}.");
                return;
            }

            if (fault is Fault.Slow && json.RootElement.TryGetProperty("seconds", out var seconds)) fault = new Fault.Slow(TimeSpan.FromSeconds(seconds.GetInt32()));
            server.Faults.Next((method, path) => $"{method} {path}".Contains(match, StringComparison.Ordinal), times, fault);
            call.Status = StatusCodes.Status204NoContent;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            Refuse(call, StatusCodes.Status400BadRequest, """Send {"match": "users/search", "times": 3, "kind": "drop"}.""");
        }
    }

    void Prepare(Call call)
    {
        try
        {
            using var json = JsonDocument.Parse(call.Sent);
            string[] answers = json.RootElement.TryGetProperty("answers", out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString() ?? "")] : [];
            if (json.RootElement.TryGetProperty("keep", out var keep)) server.Claude.Keep = keep.GetBoolean();
            server.Claude.Answer(answers);
            call.Status = StatusCodes.Status204NoContent;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            Refuse(call, StatusCodes.Status400BadRequest, """Send {"keep": true, "answers": ["the next text", "the one after it"]}, or one of them.""");
        }
    }

    void Set(Call call)
    {
        try
        {
            using var json = JsonDocument.Parse(call.Sent);
            server.Clock.Set(json.RootElement.GetProperty("now").GetDateTimeOffset());
            call.Status = StatusCodes.Status204NoContent;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            Refuse(call, StatusCodes.Status400BadRequest, """Send {"now": "2026-11-02T09:00:00Z"}.""");
        }
    }

    static void Refuse(Call call, int status, string message)
    {
        call.Status = status;
        call.Json.WriteStartObject();
        call.Json.WriteString("message", message);
        call.Json.WriteEndObject();
    }
}
