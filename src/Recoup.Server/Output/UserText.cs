using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Output;

/// <summary>One account on a terminal: the record, then a card for each finding.</summary>
internal static class UserText
{
    public static async Task WriteAsync(CommandHost host, Scan scan, UserRecordResult record)
    {
        var account = record.Account;
        await LineAsync("", account.Name);
        await LineAsync("account", account.Id.Value);
        await LineAsync("address", account.Email ?? "not told");
        await LineAsync("status", account.Status);
        await LineAsync("kind", $"{account.Kind.Value.ToString().ToLowerInvariant()}: {string.Join(", ", account.Kind.Because)}");
        await LineAsync("managed", $"{account.Claim ?? "not told"}, source {account.Source ?? "not told"}");
        await LineAsync("joined", account.AddedToOrg is { } added ? PlainText.Day(added) : "not told");
        await LineAsync("read", $"{PlainText.Moment(account.FetchedAt)} from {scan.Survey.Source}");
        foreach (var seat in record.Account.Seats)
        {
            var last = UserSeat.Of(account, seat).LastActive ?? "not known";
            var site = scan.Survey.SiteName(seat.Site);
            await LineAsync("seat", $"{seat.Product.Name} on {site}, {seat.Role}, held {seat.Path.ToString().ToLowerInvariant()}, last use {last}");
        }

        if (account.Seats.Count == 0)
            await LineAsync("seats", "none");
        foreach (var finding in record.Recommendations)
            await WriteAsync(finding);

        async Task WriteAsync(Recommendation finding)
        {
            await host.Out.WriteLineAsync();
            await LineAsync(finding.Rule, $"{Names.OfRule(finding.Rule)} · {finding.Tier.ToString().ToLowerInvariant()} · {ReportText.Action(finding)} · {finding.State.ToString().ToLowerInvariant()} since {PlainText.Day(finding.OpenSince)}{(finding.ClosedBecause is { } why ? $" ({why})" : "")}");
            await LineAsync("id", finding.Id + (finding.SupersededBy is { } leader ? $", stands behind {leader}" : ""));
            foreach (var evidence in finding.Evidence)
                await LineAsync("", $"{evidence.Signal}: {evidence.Value}  [{evidence.Source}, {PlainText.Moment(evidence.FetchedAt)}]");
            await LineAsync("", $"What would change our mind: {finding.ChangesOurMind}");
        }

        Task LineAsync(string label, string text) => host.Out.WriteLineAsync($"{label,-9} {PlainText.Of(text)}");
    }
}
