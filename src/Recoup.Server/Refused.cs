using Recoup.Core;

namespace Recoup.Server;

/// <summary>A refusal on the command line.</summary>
internal static class Refused
{
    /// <summary>The refusal as what a verb ends with.</summary>
    /// <param name="hint">What to do, where the reason does not say; a whole sentence.</param>
    public static UserException AsError(this Refusal refusal, string hint = "", int exitCode = ExitCode.Failed) =>
        new($"{char.ToUpperInvariant(refusal.Reason[0])}{refusal.Reason[1..]}.{(hint.Length > 0 ? $" {hint}" : "")}", exitCode);
}
