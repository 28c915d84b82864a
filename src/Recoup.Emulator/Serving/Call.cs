using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>One request and the answer being made for it.</summary>
internal sealed class Call(HttpContext http, EmulatorServer server, ReadOnlyMemory<byte> sent) : IDisposable
{
    // Pages are large; a new buffer for each would keep the garbage collector busy.
    static readonly ConcurrentBag<ArrayBufferWriter<byte>> Buffers = [];

    static readonly JsonWriterOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    Utf8JsonWriter? json;

    public HttpRequest Request => http.Request;

    /// <summary>The body of the request.</summary>
    public ReadOnlyMemory<byte> Sent => sent;

    public Organisation Organisation => server.Organisation;
    public Changes Changes => server.Changes;
    public EventLog Events => server.Events;
    public Claude Claude => server.Claude;
    public EmulatorOptions Options => server.Options;
    public TimeProvider Time => server.Options.Time;

    /// <summary>Origin that was asked; every absolute link begins with it.</summary>
    public string Origin { get; } = $"http://127.0.0.1:{http.Connection.LocalPort}";

    public IHeaderDictionary Headers => http.Response.Headers;
    public int Status { get; set; } = StatusCodes.Status200OK;
    public string ContentType { get; set; } = "application/json";
    public ArrayBufferWriter<byte> Body { get; } = Buffers.TryTake(out var buffer) ? buffer : new(512);

    /// <summary>An answer made before, which takes the place of <see cref="Body"/>.</summary>
    public byte[]? Kept { get; set; }

    /// <summary>Whether a write changed anything.</summary>
    public bool Changed { get; set; }

    /// <summary>Cursors of the first page and of this one, for the faults that lead a reader back.</summary>
    public (string First, string Here)? Page { get; set; }

    public Utf8JsonWriter Json => json ??= new(Body, Raw);

    /// <summary>Values of the braces in the matched template, in their order, decoded.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];

    /// <summary>Makes an account what a write wants it to be.</summary>
    public void Set(Account account, in AccountRow row)
    {
        Changes.Set(account.Index, row);
        Changed = true;
    }

    public void Happened(EventAction action, Account account, Group? group = null, Resource? resource = null) => Events.Add(Time.GetUtcNow(), action, account, group, resource);

    public string SiteUrl(Site site) => $"{Origin}/sites/{site.Name}";

    /// <summary>The answer so far, complete.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        json?.Flush();
        return Kept ?? Body.WrittenMemory;
    }

    public void Dispose()
    {
        json?.Dispose();
        Body.ResetWrittenCount();
        Buffers.Add(Body);
    }

    public async Task SendAsync(Fault? fault)
    {
        var body = Finish();
        if (fault is Fault.TruncatedJson) body = body[..(body.Length / 2)];
        if (fault is Fault.Distorted distorted && Status == StatusCodes.Status200OK) body = Distortions.Apply(distorted.How, body, this);
        http.Response.StatusCode = Status;
        // By the clock that limits are told in, not the machine's.
        Headers.Date = Time.GetUtcNow().UtcDateTime.ToString("R");
        if (body.Length == 0) return;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}

/// <summary>Ends a request early with an error answer.</summary>
#pragma warning disable CA1032, CA1064 // Never leaves the assembly and carries no message: it is the answer itself.
internal sealed class Refusal(Action<Call> answer) : Exception
#pragma warning restore CA1032, CA1064
{
    public void Write(Call call) => answer(call);
}
