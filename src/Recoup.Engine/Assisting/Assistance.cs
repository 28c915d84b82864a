using Recoup.Core.Directory;
using Recoup.Core.Policies;

namespace Recoup.Engine.Assisting;

/// <summary>
/// An organisation's assistant, asked only while it may be: switched on, with its key, within the limits. Whatever goes wrong
/// ends as a note on the scan, never as its failure.
/// </summary>
/// <param name="assistant">The way to it, with the key that was kept when the scan began.</param>
/// <param name="store">Where switches and key are looked up again while a question is under way.</param>
/// <param name="org">Whose it is.</param>
/// <param name="key">The key that it is asked with.</param>
/// <param name="time">The clock.</param>
public sealed class Assistance(IAssistant assistant, IStore store, OrgId org, string key, TimeProvider time)
{
    /// <summary>How often it is looked whether it may still be asked.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private const string Off = "it was switched off, or its key was taken away";

    private decimal? _earlier;

    /// <summary>The assistant of an organisation; null unless something about it is switched on and a key is kept: then nothing goes out (P06).</summary>
    /// <param name="claude">Claude, asked with a key.</param>
    public static async Task<Assistance?> TryOpenAsync(IStore store, OrgId org, Func<string, IAssistant> claude, TimeProvider time, CancellationToken cancellationToken) =>
        (await store.SettingsAsync(org, cancellationToken)).Assistant.AnyOn && await store.TryGetSecretAsync(org, SecretName.AssistantKey, cancellationToken) is { } key
            ? new(claude(key), store, org, key, time)
            : null;

    /// <summary>Asks one question for a scan, and counts it.</summary>
    /// <param name="use">What the scan has asked so far.</param>
    /// <param name="accounts">How many accounts it is about.</param>
    /// <returns>The answer, null where there is none, and what the scan has asked by then; it may say that nothing more is to be asked.</returns>
    public async Task<(Reply? Reply, AssistantUse Use)> AskAsync(AssistantUse use, Question question, AssistantPurpose purpose, int accounts, CancellationToken cancellationToken)
    {
        var settings = (await store.SettingsAsync(org, cancellationToken)).Assistant;
        if (!await MayAsync(purpose, cancellationToken))
            return (null, Stop(use, Off));
        var most = Cost.AtMost(question);
        if (await OverAsync(settings, use.Spent + Cost.Of(most, settings.Counted), cancellationToken) is { } limit)
            return (null, Stop(use, limit));
        var at = time.GetUtcNow();
        try
        {
            var reply = await WhileAllowedAsync(question, purpose, cancellationToken);
            return (reply, use.With(Call(reply.Tokens, reply.IsWhole ? "answered" : $"not whole: {reply.Stop}")));
        }
        catch (AssistantException e)
        {
            return (null, Stop(use.With(Call(e.Charged ? most : default, e.Message)), e.Message));
        }

        AssistantCall Call(Tokens tokens, string came) => new(at, purpose, accounts, tokens, Cost.Of(tokens, settings.Counted), came);
    }

    private static AssistantUse Stop(AssistantUse use, string why) => use with { Stopped = true, Partial = use.Partial ?? why };

    /// <summary>Asks, and breaks off as soon as it may not be asked any more.</summary>
    private async Task<Reply> WhileAllowedAsync(Question question, AssistantPurpose purpose, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = assistant.AskAsync(question, both.Token);
        var forbidden = ForbiddenAsync(purpose, both.Token);
        var first = await Task.WhenAny(asked, forbidden);
        await both.CancelAsync();
        if (first == asked)
            return await asked;
        try
        {
            await asked;
        }
        catch (Exception e) when (e is OperationCanceledException or AssistantException)
        {
            // What came of it is not looked at any more.
        }

        cancellationToken.ThrowIfCancellationRequested();
        await forbidden;
        throw new AssistantException(AssistantFailure.SwitchedOff, Off, charged: true);
    }

    /// <summary>Ends when it may not be asked any more.</summary>
    private async Task ForbiddenAsync(AssistantPurpose purpose, CancellationToken cancellationToken)
    {
        do
            await Task.Delay(Look, time, cancellationToken);
        while (await MayAsync(purpose, cancellationToken));
    }

    private async Task<bool> MayAsync(AssistantPurpose purpose, CancellationToken cancellationToken)
    {
        var settings = (await store.SettingsAsync(org, cancellationToken)).Assistant;
        return (purpose == AssistantPurpose.Kinds ? settings.Classifier : settings.Summary)
            && await store.TryGetSecretAsync(org, SecretName.AssistantKey, cancellationToken) == key;
    }

    /// <summary>The limit that so much would exceed, in words; null for none.</summary>
    private async Task<string?> OverAsync(AssistantSettings settings, decimal scan, CancellationToken cancellationToken)
    {
        _earlier ??= await Spending.ThisMonthAsync(store, org, time.GetUtcNow(), cancellationToken);
        return scan > settings.AScan ? $"the limit of USD {settings.AScan} a scan would have been exceeded (ai.limit.scan)"
            : scan + _earlier > settings.AMonth ? $"the limit of USD {settings.AMonth} a month would have been exceeded (ai.limit.month)"
            : null;
    }
}
