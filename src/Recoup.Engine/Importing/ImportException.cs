namespace Recoup.Engine.Importing;

/// <summary>A file that cannot be imported. The message is for the user: what is wrong, where, and what to do.</summary>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);
