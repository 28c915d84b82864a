namespace Recoup.Engine.Auditing;

/// <summary>A file that cannot be read as an exported log. The message is for the user: what is wrong, where, and what to do.</summary>
public sealed class AuditFileException(string message, Exception? inner = null) : Exception(message, inner);
