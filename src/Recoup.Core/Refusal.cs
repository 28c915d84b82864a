namespace Recoup.Core;

/// <summary>Why something is not done that somebody asked for: an answer, not an error.</summary>
/// <param name="Gate">The name of what refused, such as <c>expired</c>; stable, scripts may rely on it.</param>
/// <param name="Reason">In words, with what to do.</param>
public sealed record Refusal(string Gate, string Reason);
