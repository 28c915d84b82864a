using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>A request to the Messages API as it came over the wire, whatever became of it.</summary>
/// <param name="Sequence">From 1, in the order in which requests came.</param>
/// <param name="Headers">Names in small letters. A key is left out of its value: <c>Bearer (key)</c>.</param>
/// <param name="Body">As sent.</param>
/// <param name="Status">As answered, even when the answer was lost; null while there is none, and for a connection that broke before.</param>
public sealed record Heard(long Sequence, DateTimeOffset Time, IReadOnlyDictionary<string, string> Headers, string Body, int? Status);

/// <summary>What a test says Claude shall answer, and what Claude was asked. Safe from any thread.</summary>
public sealed class Claude
{
    readonly Lock gate = new();
    readonly Queue<string> answers = new();
    readonly List<Heard> heard = [];
    int requests;
    bool keep;

    /// <summary>Whether requests are kept from here on. Off at first: a long run would fill the memory.</summary>
    public bool Keep
    {
        get
        {
            lock (gate) return keep;
        }

        set
        {
            lock (gate) keep = value;
        }
    }

    /// <summary>The requests that came while <see cref="Keep"/> was on.</summary>
    public IReadOnlyList<Heard> Heard
    {
        get
        {
            lock (gate) return [.. heard];
        }
    }

    internal PromptCache Cache { get; } = new();

    /// <summary>The texts of the next answers, word for word, one each. After them answers are made from the question.</summary>
    public void Answer(params IEnumerable<string> texts)
    {
        lock (gate)
            foreach (var text in texts) answers.Enqueue(text);
    }

    /// <summary>Forgets requests and answers to come; what is kept stays switched as it is.</summary>
    public void Clear()
    {
        lock (gate)
        {
            answers.Clear();
            heard.Clear();
        }
    }

    internal string? NextAnswer()
    {
        lock (gate) return answers.TryDequeue(out var text) ? text : null;
    }

    internal int NextRequest() => Interlocked.Increment(ref requests);

    /// <summary>Keeps a request, if so wished. What comes back tells of its answer.</summary>
    internal Action<int>? Hear(HttpRequest request, ReadOnlyMemory<byte> body, DateTimeOffset time)
    {
        lock (gate)
        {
            if (!keep) return null;
            var entry = new Heard(heard.Count + 1, time, request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => WithoutKey(header.Key, header.Value.ToString())), Encoding.UTF8.GetString(body.Span), null);
            heard.Add(entry);
            return status =>
            {
                lock (gate)
                    if (heard.IndexOf(entry) is >= 0 and var at) heard[at] = entry with { Status = status };
            };
        }
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var entry in Heard)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", entry.Sequence);
            json.WriteString("time", entry.Time);
            json.WriteStartObject("headers");
            foreach (var (name, value) in entry.Headers) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteString("body", entry.Body);
            if (entry.Status is { } status) json.WriteNumber("status", status);
            else json.WriteNull("status");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static string WithoutKey(string name, string value) => name.ToLowerInvariant() switch
    {
        "x-api-key" => "(key)",
        "authorization" => string.Create(CultureInfo.InvariantCulture, $"{value.Split(' ')[0]} (key)"),
        _ => value,
    };
}
