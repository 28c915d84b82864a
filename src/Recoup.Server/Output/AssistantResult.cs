using Recoup.Engine.Assisting;

namespace Recoup.Server.Output;

/// <summary>How an organisation stands with Claude.</summary>
/// <param name="Classifier">Whether it is asked about accounts whose kind is open.</param>
/// <param name="Summary">Whether it writes the summary of a scan.</param>
/// <param name="KeySet">Whether a key is kept.</param>
/// <param name="Model">Who is asked.</param>
/// <param name="Accounts">What would be sent about three accounts, to the letter; null before the first scan.</param>
/// <param name="AreOpen">Whether those are accounts that really would be sent.</param>
/// <param name="Totals">What would be sent for a summary, to the letter; null before the first scan.</param>
/// <param name="AtMost">USD that a scan like the last would cost at most, by what is switched on.</param>
/// <param name="ThisMonth">USD spent by scans that began this month, in UTC; an upper bound while no price is set.</param>
/// <param name="Calls">The latest calls, without their content, the newest first.</param>
public sealed record AssistantResult(
    bool Classifier, bool Summary, bool KeySet, string Model, string? Accounts, bool AreOpen, string? Totals, decimal AtMost, decimal ThisMonth, IReadOnlyList<AssistantCall> Calls)
{
    public static AssistantResult Of(AssistantView view) => new(
        view.Settings.Classifier, view.Settings.Summary, view.HasKey, view.Settings.Model, view.Accounts, view.AreOpen, view.Totals, view.Outlook, view.ThisMonth, view.Calls);
}

/// <summary>What came of trying the key.</summary>
/// <param name="Models">The models that it may ask.</param>
/// <param name="MayAskModel">Whether the one that is set is among them.</param>
public sealed record TriedKeyResult(IReadOnlyList<string> Models, bool MayAskModel);
