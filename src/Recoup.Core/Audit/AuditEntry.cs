namespace Recoup.Core.Audit;

/// <summary>A line of the log as it is stored and exported.</summary>
/// <param name="Record">The record's line (<see cref="AuditRecord.ToLine"/>), never altered.</param>
/// <param name="Hash">Its hash over the hash before it (<see cref="AuditHash.Of"/>).</param>
public sealed record AuditEntry(string Record, string Hash)
{
    /// <summary>The entry of a record that follows a head.</summary>
    /// <exception cref="ArgumentException">The record's number is not the head's and one.</exception>
    public static AuditEntry After(AuditHead head, AuditRecord record)
    {
        if (record.Seq != head.Seq + 1)
            throw new ArgumentException($"Entry {record.Seq} cannot follow entry {head.Seq}.", nameof(record));
        var line = record.ToLine();
        return new(line, AuditHash.Of(head.Hash, line));
    }
}
