using System.Text;
using Recoup.Core.Policies;

namespace Recoup.Engine.Assisting;

/// <summary>What questions cost, in USD.</summary>
public static class Cost
{
    /// <summary>What keeping a text for the next question costs beside sending it, and what a text that is known costs (ATLASSIAN 7: five minutes).</summary>
    private const decimal Keeping = 1.25m, Known = 0.1m;

    private const decimal Million = 1_000_000m;

    /// <summary>No text takes more tokens than one for three bytes: letters take fewer, other scripts no more.</summary>
    private const int BytesAToken = 3;

    /// <summary>What is around a question besides its own texts.</summary>
    private const int Wrapping = 200;

    public static decimal Of(Tokens tokens, TokenPrice price) =>
        (((tokens.In + (tokens.CacheWritten * Keeping) + (tokens.CacheRead * Known)) * price.In) + (tokens.Out * price.Out)) / Million;

    /// <summary>What a question takes at most, known before it is asked.</summary>
    public static Tokens AtMost(Question question) =>
        new(Wrapping, question.MostTokens, CacheWritten: (Bytes(question.Rules) + Bytes(question.Data) + Bytes(question.Schema.GetRawText())) / BytesAToken);

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
