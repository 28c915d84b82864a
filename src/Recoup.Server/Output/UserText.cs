using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Core.Runs;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Output;

/// <summary>One account on a terminal: the record, then a card for each finding.</summary>
internal static class UserText
{
    public static async Task WriteAsync(CommandHost host, AccountId id, Scan? scan, UserRecordResult record)
    {
        if (record.Account is { } account)
            await AccountAsync(account, scan!.Survey);
        else
            await LineAsync("account", $"{id}: the last scan saw none of that id");
        if (record.Unfinished is { } unfinished)
            await LineAsync("also", $"read {Figures.Moment(unfinished.FetchedAt)} by a scan that has not ended");
        foreach (var listed in record.Listed)
            await LineAsync("listed", listed);
        if (record.Hold is { } hold)
            await LineAsync("hold", $"for {hold.Owner} {(hold.From is { } from ? $"from {from:yyyy-MM-dd} " : "")}until {hold.Until:yyyy-MM-dd}: {hold.Reason}");
        foreach (var listed in record.People)
            await LineAsync("people", InWords(listed));
        if (record.BillingContact)
            await LineAsync("settings", "billing contact");
        if (record.Said is { } said)
            await LineAsync("kind", $"{said.Kind.ToString().ToLowerInvariant()}, said on {Figures.Day(said.On)}");
        foreach (var site in record.TokenOf)
            await LineAsync("connected", $"{site} is read with its API token");
        foreach (var finding in record.Recommendations)
            await WriteAsync(finding);
        if (record.Plans.Count > 0)
            await host.Out.WriteLineAsync();
        foreach (var plan in record.Plans)
            await LineAsync("plan", $"{plan.Id}, made {Figures.Moment(plan.CreatedAt)}, names it");
        foreach (var row in record.Runs)
            await LineAsync("run", $"run {row.Run}, row {Figures.Number(row.Number)}: {RowWords.Outcome(row)}{(RowWords.Verified(row) is { Length: > 0 } verified ? $", {verified}" : "")}");
        if (record.Audit.Count > 0)
            await host.Out.WriteLineAsync();
        foreach (var entry in record.Audit)
            await LineAsync("audit", $"{entry.Seq} · {(entry.At is { } at ? Figures.Moment(at) : "?")} · {entry.Actor ?? "erased"} · {entry.Action} · {entry.Outcome}{(entry.Note is { } note ? $" · {note}" : "")}");

        async Task AccountAsync(Account account, Survey survey)
        {
            await LineAsync("name", account.Name);
            await LineAsync("account", account.Id.Value);
            await LineAsync("address", account.Email ?? "not told");
            await LineAsync("status", account.Status);
            await LineAsync("kind", $"{account.Kind.Value.ToString().ToLowerInvariant()}: {string.Join(", ", account.Kind.Because)}");
            await LineAsync("managed", $"{account.Claim ?? "not told"}, source {account.Source ?? "not told"}");
            await LineAsync("joined", account.AddedToOrg is { } added ? Figures.Day(added) : "not told");
            await LineAsync("read", $"{Figures.Moment(account.FetchedAt)} from {survey.Source}");
            foreach (var seat in account.Seats)
            {
                var last = UserSeat.Of(account, seat).LastActive ?? "not known";
                await LineAsync("seat", $"{seat.Product.Name} on {survey.SiteName(seat.Site)}, {seat.Role}, held {seat.Path.ToString().ToLowerInvariant()}, last use {last}");
            }

            if (account.Seats.Count == 0)
                await LineAsync("seats", "none");
        }

        async Task WriteAsync(Recommendation finding)
        {
            await host.Out.WriteLineAsync();
            await LineAsync(finding.Rule, $"{Names.OfRule(finding.Rule)} · {finding.Tier.ToString().ToLowerInvariant()} · {Names.OfAction(finding)} · {finding.State.ToString().ToLowerInvariant()} since {Figures.Day(finding.OpenSince)}{(finding.ClosedBecause is { } why ? $" ({why})" : "")}");
            await LineAsync("id", finding.Id + (finding.SupersededBy is { } leader ? $", stands behind {leader}" : ""));
            foreach (var evidence in finding.Evidence)
                await LineAsync("", $"{evidence.Signal}: {evidence.Value}  [{evidence.Source}, {Figures.Moment(evidence.FetchedAt)}]");
            if (finding.DismissedBecause is { } reason)
                await LineAsync("", $"Set aside: {reason}");
            await LineAsync("", $"What would change our mind: {finding.ChangesOurMind}");
        }

        Task LineAsync(string label, string text) => host.Out.WriteLineAsync($"{label,-9} {PlainText.Of(text)}");
    }

    /// <summary>A row of the list of people, whole.</summary>
    private static string InWords(ListedResult listed)
    {
        var row = listed.Row;
        string?[] facts =
        [
            row.Account?.Value,
            row.Email,
            row.PersonId is { } number ? $"number {number}" : null,
            row.Gone ? "gone" : null,
            row.LeftOn is { } day ? $"last day {day:yyyy-MM-dd}" : null,
            row.ContractEnds is { } end ? $"contract ends {end:yyyy-MM-dd}" : null,
            row.Sponsor is { } sponsor ? $"sponsor {sponsor}" : null,
        ];
        return $"list of {listed.AsOf:yyyy-MM-dd}: {string.Join(", ", facts.OfType<string>())}";
    }
}
