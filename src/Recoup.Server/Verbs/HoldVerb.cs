using System.CommandLine;
using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Engine.Holding;
using Recoup.Engine.Reporting;
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
        new("Days left", h => h.DaysLeft is { } days ? Figures.Number(days) : "", Right: true),
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
            var hold = new Hold(id, Given.Text(parsed.GetRequiredValue(owner), "--owner"), Given.Text(parsed.GetRequiredValue(reason), "--reason"), parsed.GetRequiredValue(until));
            switch (await Holds.AddAsync(workplace.Desk(org), hold, cancellationToken))
            {
                case null:
                    break;
                case { Gate: "ended" } ended:
                    throw new UserException($"--until {ended.Reason}.", ExitCode.Usage);
                case { Gate: "no-account" } none:
                    throw none.AsError("Look it up with: recoup users list --search NAME");
                case var other:
                    throw other.AsError("Run: recoup scan");
            }

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
            if (await Holds.RemoveAsync(workplace.Desk(org), id, cancellationToken) is { } refusal)
                throw refusal.AsError("See: recoup hold list");
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
            var holds = await HoldResult.OfAsync(workplace.Store, org, await Holds.ListAsync(workplace.Store, org, cancellationToken), host.Time.GetUtcNow(), cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), holds, Columns, OutputJson.Readable.IReadOnlyListHoldResult, "No hold.");
            return ExitCode.Ok;
        });
        return list;
    }
}
