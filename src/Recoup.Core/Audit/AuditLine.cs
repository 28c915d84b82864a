using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recoup.Core.Audit;

/// <summary>
/// A record as a line of JSON, its members in a fixed order. The default encoder writes as <c>\u</c> and four capital hex
/// digits everything but printable ASCII, and of that <c>" &amp; ' + &lt; &gt; `</c>; backspace, tab, line feed, form feed,
/// carriage return and the backslash have their short forms. Half a surrogate pair becomes <c>\uFFFD</c>.
/// </summary>
internal static class AuditLine
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    public static string Write(AuditRecord record)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", record.Seq);
            json.WriteString("at", record.AtText);
            json.WriteString("org", record.Chain.Value);
            json.WriteString("actor", record.Actor.Value);
            json.WriteString("subject", record.Subject?.Value);
            json.WriteString("action", record.Action);
            json.WriteString("outcome", record.Outcome);
            json.WriteString("note", record.Note?.Value);
            json.WriteStartObject("numbers");
            foreach (var (name, number) in record.Numbers)
                json.WriteNumber(name, number);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(line.WrittenSpan);
    }

    /// <summary>Null unless the line is byte for byte what <see cref="Write"/> makes of the record in it: nothing can hide in another spelling.</summary>
    public static AuditRecord? TryRead(string line)
    {
        if (!Ascii.IsValid(line))
            return null;
        try
        {
            using var json = JsonDocument.Parse(line);
            var record = Read(json.RootElement);
            return Write(record) == line ? record : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static AuditRecord Read(JsonElement json) => new()
    {
        Seq = json.GetProperty("seq").GetInt64(),
        At = DateTimeOffset.ParseExact(Text(json, "at"), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Chain = new(Text(json, "org")),
        Actor = AuditAlias.From(Text(json, "actor")),
        Subject = Alias(json, "subject"),
        Action = Text(json, "action"),
        Outcome = Text(json, "outcome"),
        Note = Alias(json, "note"),
        Numbers = json.GetProperty("numbers").EnumerateObject().ToDictionary(n => n.Name, n => n.Value.GetInt64()),
    };

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString() ?? throw new FormatException(member);

    private static AuditAlias? Alias(JsonElement json, string member) => json.GetProperty(member).GetString() is { } text ? AuditAlias.From(text) : null;
}
