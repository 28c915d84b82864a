using System.Text.Json;

namespace Recoup.Engine.Assisting;

/// <summary>
/// Asks Claude one question with a structured answer. Two implementations: the official SDK on a server, and
/// <see cref="MessagesApi"/> where that cannot run. Prompts, schemas and the checking of answers are the engine's.
/// </summary>
public interface IAssistant
{
    /// <summary>Asks one question. What comes back is a text as a model wrote it: nothing about it is to be believed unchecked.</summary>
    /// <exception cref="AssistantException">There is no answer.</exception>
    Task<Reply> AskAsync(Question question, CancellationToken cancellationToken);

    /// <summary>The ids of the models that the key may ask: the cheapest way to learn whether it is good.</summary>
    /// <exception cref="AssistantException">There is no answer.</exception>
    Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellationToken);
}

/// <summary>One question.</summary>
/// <param name="Model">Who is asked.</param>
/// <param name="Rules">What is to be done: the same for every question of a kind, so that it is cached.</param>
/// <param name="Data">What it is to be done with, as JSON.</param>
/// <param name="Schema">A JSON schema that the answer has to keep to.</param>
/// <param name="MostTokens">How long an answer may be.</param>
public sealed record Question(string Model, string Rules, string Data, JsonElement Schema, int MostTokens);

/// <summary>What came back.</summary>
/// <param name="Text">The text; empty where there is none.</param>
/// <param name="Stop">Why the model stopped: <c>end_turn</c> where it had said everything.</param>
/// <param name="Tokens">What it took.</param>
public sealed record Reply(string Text, string Stop, Tokens Tokens)
{
    public bool IsWhole => Stop == "end_turn";
}

/// <summary>What calls took, in tokens.</summary>
/// <param name="In">Sent, and read by the model anew.</param>
/// <param name="Out">Answered.</param>
/// <param name="CacheWritten">Sent, and kept for the next question.</param>
/// <param name="CacheRead">Sent, and known from an earlier question.</param>
public readonly record struct Tokens(long In, long Out, long CacheWritten = 0, long CacheRead = 0)
{
    public static Tokens operator +(Tokens a, Tokens b) => new(a.In + b.In, a.Out + b.Out, a.CacheWritten + b.CacheWritten, a.CacheRead + b.CacheRead);
}

/// <summary>Why there is no answer.</summary>
public enum AssistantFailure
{
    /// <summary>401 or 403: the key is wrong, revoked, or may not do this.</summary>
    KeyRefused,

    /// <summary>429: too many questions, also after waiting.</summary>
    Limited,

    /// <summary>The network, a server or something between broke, or nothing came in time.</summary>
    Broken,

    /// <summary>Any other refusal of the question itself, such as a model that does not exist.</summary>
    Rejected,

    /// <summary>The switch was turned off or the key taken away while the question was under way (P25).</summary>
    SwitchedOff,
}

/// <summary>A question that got no answer. Carries neither the key nor anything of the question.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">What came instead, in words.</param>
/// <param name="charged">Whether the model may have answered all the same, so that it has to be counted.</param>
public sealed class AssistantException(AssistantFailure failure, string message, bool charged = false, Exception? inner = null) : Exception(message, inner)
{
    public AssistantFailure Failure { get; } = failure;

    public bool Charged { get; } = charged;
}
