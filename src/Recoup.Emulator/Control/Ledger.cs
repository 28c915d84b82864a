using System.Text;
using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>A write that reached its endpoint.</summary>
/// <param name="Sequence">From 1, in the order in which writes were carried out.</param>
/// <param name="Template">The endpoint: <c>/admin/v2/orgs/{org}/directories/{directory}/users/{account}/suspend</c>.</param>
/// <param name="Path">Values of the template's braces, decoded: account, group, directory and so on.</param>
/// <param name="Body">As sent; empty when there was none.</param>
/// <param name="Status">As answered, even when the answer was lost.</param>
/// <param name="Changed">False for refusals and for writes that asked for what already was.</param>
public sealed record LedgerEntry(long Sequence, DateTimeOffset Time, string Method, string Template, IReadOnlyDictionary<string, string> Path, string Body, int Status, bool Changed);

/// <summary>Every write, in order; the truth that clients' own records are compared with. Safe from any thread.</summary>
public sealed class Ledger
{
    readonly Lock gate = new();
    readonly List<LedgerEntry> entries = [];

    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (gate) return [.. entries];
        }
    }

    /// <summary>Carries out a write, alone, and records it.</summary>
    internal void Write(Call call, Route route)
    {
        lock (gate)
        {
            try
            {
                route.Answer(call);
                if (call.Finish().Length == 0) call.Status = route.Success;
            }
            catch (Refusal refusal)
            {
                refusal.Write(call);
            }

            entries.Add(new(entries.Count + 1, call.Time.GetUtcNow(), route.Method, route.Template, route.Named(call.Values), Encoding.UTF8.GetString(call.Sent.Span), call.Status, call.Changed));
        }
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var entry in Entries)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", entry.Sequence);
            json.WriteString("time", entry.Time);
            json.WriteString("method", entry.Method);
            json.WriteString("template", entry.Template);
            json.WriteStartObject("path");
            foreach (var (name, value) in entry.Path) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteString("body", entry.Body);
            json.WriteNumber("status", entry.Status);
            json.WriteBoolean("changed", entry.Changed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
