using Recoup.Engine.Assisting;
using Recoup.Engine.Summarising;

namespace Recoup.Engine.Scanning;

/// <summary>Asks an assistant for a summary of what was found, from totals alone. Does nothing while none is switched on, and never fails a scan.</summary>
internal sealed class Summing : IPhase
{
    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var before = scan.Assistant ?? new();
        if (desk.Assistance is { } assistance && desk.Settings.Assistant.Summary && !before.Stopped)
        {
            var model = desk.Settings.Assistant.Model;
            var now = desk.Time.GetUtcNow();
            var facts = Fact.Of(scan, desk.Settings, now);
            var (reply, use) = await assistance.AskAsync(before, SummaryQuestion.About(facts, model), AssistantPurpose.Summary, 0, cancellationToken);
            var written = reply is null || SummaryQuestion.Read(reply) is not { } text ? null : WrittenSummary.TryRead(text, facts, model, now);
            // What is partial is the asking about accounts; a summary is there or is not.
            scan = scan with { Assistant = use with { Partial = before.Partial }, Summary = written };
        }

        return await desk.EnterAsync(scan, ScanPhase.Closing, cancellationToken);
    }
}
