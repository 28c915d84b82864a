using System.Collections.ObjectModel;

namespace Recoup.Core.Audit;

/// <summary>
/// What the chain proves of an event: when, whose log, what, how it ended, and aliases in place of people and texts. Holds no
/// name, e-mail address or account id: where one could stand, only an <see cref="AuditAlias"/> or a word of ours fits.
/// </summary>
public sealed record AuditRecord
{
    internal static readonly IReadOnlyDictionary<string, long> NoNumbers = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>The place in the chain, from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>When, in UTC, cut to milliseconds. A clock that was set back is no fault.</summary>
    public required DateTimeOffset At { get; init => field = new(value.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero); }

    /// <summary>When, as the line has it: <c>2026-11-01T06:30:00.000Z</c>.</summary>
    public string AtText => AuditLine.Text(At);

    public required AuditChain Chain { get; init; }

    public required AuditAlias Actor { get; init; }

    /// <summary>Null where the event is about nobody.</summary>
    public AuditAlias? Subject { get; init; }

    /// <inheritdoc cref="AuditEvent.Action"/>
    public required string Action { get; init => field = AuditWord.Checked(value); }

    /// <inheritdoc cref="AuditEvent.Outcome"/>
    public required string Outcome { get; init => field = AuditWord.Checked(value); }

    /// <summary>Null where there is no note.</summary>
    public AuditAlias? Note { get; init; }

    /// <summary>Sorted by name, byte for byte.</summary>
    /// <exception cref="ArgumentException">A name is not a letter, then up to 63 of <c>[a-zA-Z0-9._-]</c>.</exception>
    public IReadOnlyDictionary<string, long> Numbers
    {
        get => field ?? NoNumbers;
        init => field = new SortedDictionary<string, long>(value.ToDictionary(n => AuditWord.Checked(n.Key), n => n.Value), StringComparer.Ordinal);
    }

    /// <summary>The record of an event at its place, with the aliases of its actor, subject and note.</summary>
    /// <exception cref="ArgumentException">The event has a subject or a note and there is no alias for it, or the other way round.</exception>
    public static AuditRecord Of(AuditEvent what, long seq, DateTimeOffset at, AuditAlias actor, AuditAlias? subject, AuditAlias? note)
    {
        if (what.Subject.HasValue != subject.HasValue)
            throw new ArgumentException("An event about somebody needs an alias for them, and no other does.", nameof(subject));
        if (what.Note is null == note.HasValue)
            throw new ArgumentException("An event with a note needs an alias for it, and no other does.", nameof(note));
        return new()
        {
            Seq = seq,
            At = at,
            Chain = what.Chain,
            Actor = actor,
            Subject = subject,
            Action = what.Action,
            Outcome = what.Outcome,
            Note = note,
            Numbers = what.Numbers,
        };
    }

    /// <summary>The record as one line of printable ASCII; the same bytes everywhere.</summary>
    public string ToLine() => AuditLine.Write(this);

    /// <summary>Reads a line back.</summary>
    /// <exception cref="FormatException">It is not exactly a line that <see cref="ToLine"/> writes.</exception>
    public static AuditRecord Parse(string line) => TryParse(line) ?? throw new FormatException("This is not the record of an audit entry.");

    /// <summary>Reads a line back; null when it is not exactly one that <see cref="ToLine"/> writes.</summary>
    public static AuditRecord? TryParse(string line) => AuditLine.TryRead(line);
}
