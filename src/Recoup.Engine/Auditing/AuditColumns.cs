using System.Globalization;
using Recoup.Core.Audit;

namespace Recoup.Engine.Auditing;

/// <summary>The columns of an exported chain. Those for reading come first; what they say is worked out again when a file is verified.</summary>
internal static class AuditColumns
{
    public const string Record = "record";
    public const string Hash = "hash";

    /// <summary>Told by the record itself.</summary>
    public static readonly IReadOnlyList<(string Name, Func<AuditRecord, string> Text)> Recorded =
    [
        ("seq", r => r.Seq.ToString(CultureInfo.InvariantCulture)),
        ("at", r => r.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        ("chain", r => r.Chain.Text),
        ("action", r => r.Action),
        ("outcome", r => r.Outcome),
        ("numbers", r => string.Join("; ", r.Numbers.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Key}={n.Value}")))),
    ];

    /// <summary>Told by what lies beside the chain and can be erased: no proof covers them.</summary>
    public static readonly IReadOnlyList<(string Name, Func<ShownEntry, string?> Text)> Resolved =
    [
        ("actor", e => e.Actor),
        ("subject", e => e.Subject?.Value),
        ("note", e => e.Note),
    ];
}
