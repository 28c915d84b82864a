using System.Globalization;
using Recoup.Core.Audit;

namespace Recoup.Engine.Auditing;

/// <summary>The columns of a log as CSV.</summary>
internal static class AuditColumns
{
    public const string Actor = "actor", Subject = "subject", Note = "note", Record = "record", Hash = "hash";

    /// <summary>All of them, in the order they are written.</summary>
    public static readonly IReadOnlyList<string> All = ["seq", "at", "chain", Actor, Subject, "action", "outcome", Note, "numbers", Record, Hash];

    /// <summary>Those that say what the record says, each with its text.</summary>
    public static readonly IReadOnlyList<(string Name, Func<AuditRecord, string> Text)> OfRecord =
    [
        ("seq", r => r.Seq.ToString(CultureInfo.InvariantCulture)),
        ("at", r => r.AtText),
        ("chain", r => r.Chain.Value),
        ("action", r => r.Action),
        ("outcome", r => r.Outcome),
        ("numbers", r => string.Join(' ', r.Numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Key}={n.Value}")))),
    ];
}
