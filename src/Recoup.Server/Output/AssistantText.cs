using Recoup.Engine.Assisting;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>What <c>recoup assistant preview</c> prints.</summary>
internal static class AssistantText
{
    public static IEnumerable<string> Of(AssistantView view)
    {
        var settings = view.Settings;
        yield return $"Asking what accounts are: {OnOff(settings.Classifier)}. Summary: {OnOff(settings.Summary)}. Key: {(view.HasKey ? "kept" : "none")}. {(view.IsOn ? $"{settings.Model} is asked in the next scan." : "Nothing goes to Claude.")}";
        yield return "";
        if (view.Accounts is null)
        {
            yield return "No scan has come to an end yet, so there is nothing to show.";
            yield break;
        }

        yield return view.AreOpen
            ? "Sent about three accounts whose kind is open:"
            : "The last scan left no kind open, so nothing would be sent. About three other accounts it would be:";
        yield return view.Accounts;
        yield return "";
        yield return "Sent for the summary:";
        yield return view.Totals!;
        yield return "";
        yield return $"{Figures.Count(view.Scan!.OpenKinds, "account")} of the last scan {(view.Scan.OpenKinds == 1 ? "is" : "are")} open. By what is switched on, a scan costs at most {Figures.Money("USD", view.Outlook)}; this month has cost {Figures.Money("USD", view.ThisMonth)}"
            + $"{(settings.Price is null ? ", counted at the price of the dearest model: recoup settings set ai.price 1/5" : "")}. Limits: {Figures.Money("USD", settings.AScan)} a scan, {Figures.Money("USD", settings.AMonth)} a month.";
    }

    private static string OnOff(bool on) => on ? "on" : "off";
}
