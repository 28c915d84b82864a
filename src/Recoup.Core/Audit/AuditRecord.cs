using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recoup.Core.Audit;

/// <summary>
/// What the chain holds of an event (RULES 6): no name, address or account id, only random ids that lead to them elsewhere, so
/// that a person can be erased and the chain stays valid.
/// </summary>
public sealed record AuditRecord
{
    private const string Moment = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>From 1, without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>When; kept to the millisecond, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required AuditChain Chain { get; init; }

    /// <summary>A random id of who acted.</summary>
    public required string Actor { get; init; }

    /// <summary>A random id of whom it is about; null when nobody in particular.</summary>
    public string? Subject { get; init; }

    public required string Action { get; init; }

    public required string Outcome { get; init; }

    /// <summary>A random id of the note; null when there is none.</summary>
    public string? Note { get; init; }

    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// One line: a JSON object whose members always come in the same order. The writer's own escaping leaves printable ASCII
    /// alone, so that the same event gives the same bytes on every runtime.
    /// </summary>
    public string ToLine()
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", Seq);
            json.WriteString("at", At.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture));
            json.WriteString("org", Chain.Text);
            json.WriteString("actor", Actor);
            json.WriteString("subject", Subject);
            json.WriteString("action", Action);
            json.WriteString("outcome", Outcome);
            json.WriteString("note", Note);
            json.WriteStartObject("numbers");
            foreach (var (name, value) in Numbers.OrderBy(n => n.Key, StringComparer.Ordinal))
                json.WriteNumber(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(bytes.WrittenSpan);
    }

    /// <summary>Reads what <see cref="ToLine"/> wrote; null for anything that it would have written otherwise.</summary>
    public static AuditRecord? TryParse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var record = new AuditRecord
            {
                Seq = root.GetProperty("seq").GetInt64(),
                At = DateTimeOffset.ParseExact(root.GetProperty("at").GetString()!, Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Chain = new(root.GetProperty("org").GetString()!),
                Actor = root.GetProperty("actor").GetString()!,
                Subject = root.GetProperty("subject").GetString(),
                Action = root.GetProperty("action").GetString()!,
                Outcome = root.GetProperty("outcome").GetString()!,
                Note = root.GetProperty("note").GetString(),
                Numbers = root.GetProperty("numbers").EnumerateObject().ToDictionary(n => n.Name, n => n.Value.GetInt64()),
            };
            return record.ToLine() == line ? record : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
