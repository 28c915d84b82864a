using System.CommandLine;
using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup hold add|import|remove|list</c>: somebody's word that an account is to be left alone until a date.</summary>
internal static class HoldVerb
{
    private static readonly IReadOnlyList<Column<HoldResult>> Columns =
    [
        new("Account", h => h.AccountId.Value, Whole: true),
        new("Who", h => h.DisplayName ?? "", Wide: 32),
        new("From", h => h.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
        new("Until", h => h.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("Days left", h => h.DaysLeft is { } days ? PlainText.Number(days) : "", Right: true),
        new("State", h => h.Live ? "live" : h.DaysLeft is null ? "ended" : "to come"),
        new("Owner", h => h.Owner, Wide: 32),
        new("Reason", h => h.Reason, Wide: 60),
    ];

    public static Command Create(CommandHost host) => new("hold", "Accounts to be left alone until a date") { Add(host), HoldImport.Create(host), Remove(host), List(host) };

    private static Command Add(CommandHost host)
    {
        var account = new Argument<string>("ACCOUNT") { Description = "An account id" };
        var owner = new Option<string>("--owner") { Description = "Who asks for it", Required = true, HelpName = "NAME" };
        var reason = new Option<string>("--reason") { Description = "Why, in a sentence", Required = true, HelpName = "TEXT" };
        var until = new Option<DateOnly>("--until") { Description = "The last day it holds, such as 2027-03-31", Required = true, HelpName = "DATE", CustomParser = Dates.Parse };
        var add = new Command("add", "Hold an account; another hold of the same account is replaced") { account, owner, reason, until };
        var data = DataOptions.On(add);
        add.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var id = new AccountId(parsed.GetRequiredValue(account));
            var hold = new Hold(id, Text(parsed.GetRequiredValue(owner), "--owner"), Text(parsed.GetRequiredValue(reason), "--reason"), parsed.GetRequiredValue(until));
            if (!hold.IsLive(host.Time.GetUtcNow()))
                throw new UserException($"--until {hold.Until:yyyy-MM-dd} has passed already: a hold ends on a day to come.", ExitCode.Usage);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            if (await workplace.Store.TryGetAccountAsync(org, scan.Id, id, cancellationToken) is null)
                throw new UserException($"The last scan saw no account {id}. Look it up with: recoup users list --search NAME");
            var findings = await workplace.Store.RecommendationsOfAsync(org, [id], cancellationToken);
            await workplace.Store.CommitAsync(
                new Change(org, workplace.Event(org, "hold.add", id, $"for {hold.Owner} until {hold.Until:yyyy-MM-dd}: {hold.Reason}"))
                {
                    Holds = new Dictionary<AccountId, Hold?> { [id] = hold },
                    Recommendations = [.. findings.Where(f => f.State == RecommendationState.Open).Select(f => f with { State = RecommendationState.Held })],
                },
                cancellationToken);
            await host.Out.WriteLineAsync(PlainText.Of($"{id} is left alone until the end of {hold.Until:yyyy-MM-dd} (UTC). Sums change with the next scan."));
            return ExitCode.Ok;
        });
        return add;
    }

    private static Command Remove(CommandHost host)
    {
        var account = new Argument<string>("ACCOUNT") { Description = "An account id" };
        var remove = new Command("remove", "End a hold before its date") { account };
        var data = DataOptions.On(remove);
        remove.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var id = new AccountId(parsed.GetRequiredValue(account));
            if ((await workplace.Store.HoldsAsync(org, cancellationToken)).All(h => h.Account != id))
                throw new UserException($"There is no hold on {id}. See: recoup hold list");
            // Findings stay held until a scan has judged them without the hold.
            await workplace.Store.CommitAsync(
                new Change(org, workplace.Event(org, "hold.remove", id)) { Holds = new Dictionary<AccountId, Hold?> { [id] = null } },
                cancellationToken);
            await host.Out.WriteLineAsync($"The hold on {id} has ended. Findings about it stay held until the next scan has judged them.");
            return ExitCode.Ok;
        });
        return remove;
    }

    private static Command List(CommandHost host)
    {
        var list = new Command("list", "Every hold, the next to end first");
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var scan = await Engine.Reporting.Shown.TryGetAsync(workplace.Store, org, cancellationToken);
            var now = host.Time.GetUtcNow();
            var holds = new List<HoldResult>();
            foreach (var hold in (await workplace.Store.HoldsAsync(org, cancellationToken)).OrderBy(h => h.Until).ThenBy(h => h.Account.Value, StringComparer.Ordinal))
            {
                var account = scan is null ? null : await workplace.Store.TryGetAccountAsync(org, scan.Id, hold.Account, cancellationToken);
                holds.Add(new(hold.Account, account?.Name, hold.Owner, hold.Reason, hold.Until, hold.IsLive(now), hold.From, hold.HasEnded(now) ? null : hold.DaysLeft(now)));
            }

            await Results.WriteListAsync(host, format.Of(parsed), holds, Columns, OutputJson.Readable.IReadOnlyListHoldResult, "No hold.");
            return ExitCode.Ok;
        });
        return list;
    }

    internal static string Text(string text, string option) =>
        text.Trim() is { Length: > 0 and <= 1000 } some ? some : throw new UserException($"{option} takes a text of 1 to 1000 characters.", ExitCode.Usage);
}
