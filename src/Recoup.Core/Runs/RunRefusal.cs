namespace Recoup.Core.Runs;

/// <summary>Why a run does not begin, or does not go on.</summary>
/// <param name="Gate">The name of what refused.</param>
/// <param name="Reason">In words, with what to do.</param>
public sealed record RunRefusal(string Gate, string Reason);
