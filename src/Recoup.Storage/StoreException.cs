namespace Recoup.Storage;

/// <summary>The store cannot do its work. The message is for the user: what is wrong, with which file, and what to do.</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A migration that the database went through no longer has the same text in this program.</summary>
public sealed class MigrationChangedException(string message) : StoreException(message);

/// <summary>The database was made by a newer Recoup than this one.</summary>
public sealed class DatabaseTooNewException(string message) : StoreException(message);
