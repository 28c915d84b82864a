namespace Recoup.Core.Directory;

/// <summary>
/// What an assistant takes an account for whose kind the score left open. Data about the account, never a decision: all that
/// rules make of it is caution (P17).
/// </summary>
/// <param name="Kind">Human, service, bot or shared; unknown where it is not sure, or says no field that speaks for it.</param>
/// <param name="Because">The fields that speak for it, in the order of the question.</param>
/// <param name="Model">Who says so.</param>
/// <param name="At">When it was asked.</param>
/// <param name="Asked">SHA-256, in lower-case hex, of everything that it was told and of who was asked: the same question is asked once.</param>
public sealed record Opinion(AccountKind Kind, IReadOnlyList<string> Because, string Model, DateTimeOffset At, string Asked)
{
    /// <summary>What is told to a person: "Claude takes it for a bot (name, e-mail)".</summary>
    public string InWords() => (Kind switch
    {
        AccountKind.Human => "Claude takes it for a person",
        AccountKind.Service => "Claude takes it for software",
        AccountKind.Bot => "Claude takes it for a bot",
        AccountKind.Shared => "Claude takes it for a shared mailbox",
        _ => "Claude is not sure",
    }) + (Because.Count > 0 ? $" ({string.Join(", ", Because)})" : "");
}
