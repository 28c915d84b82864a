using Recoup.Core.Directory;

namespace Recoup.Server;

/// <summary>Texts that somebody gave, on the command line or in a request.</summary>
internal static class Given
{
    private const int Longest = 1000;

    /// <summary>A reason, a name: anything that is not empty and not endless.</summary>
    /// <param name="name">What the text was given as.</param>
    /// <exception cref="UserException">It is empty or too long.</exception>
    public static string Text(string? text, string name) =>
        text?.Trim() is { Length: > 0 and <= Longest } some ? some : throw new UserException($"{name} takes a text of 1 to {Longest} characters.", ExitCode.Usage);

    /// <summary>An account id. An import may bring ids that are not Atlassian's; none holds a control character.</summary>
    /// <exception cref="UserException">It is none.</exception>
    public static AccountId Account(string? text, string name) =>
        Text(text, name) is var id && !id.Any(char.IsControl) ? new(id) : throw new UserException($"{name} is no account id.", ExitCode.Usage);
}
