using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;
using Recoup.Server.Hosting;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup forget ACCOUNT</c>: everything kept about one person (P27).</summary>
internal static class ForgetVerb
{
    public static Command Create(CommandHost host)
    {
        var account = new Argument<string>("ACCOUNT") { Description = "An account id" };
        var command = new Command("forget", "Remove everything kept about one person") { account };
        var confirmation = Confirmation.On(command);
        var data = DataOptions.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var id = new AccountId(parsed.GetRequiredValue(account));
            await confirmation.AskAsync(
                parsed,
                host,
                $"This removes the record of {id}, what was found about it, every plan that names it, its hold, its rows in the list of people, that it is the billing contact, and its id and notes from the audit log. The next scan reads the account again, unless it is gone from the organisation by then.",
                id.Value);
            await using var turn = await Turn.TakeAsync(workplace.Store, org, Jobs.Scan, host.Time, cancellationToken);
            await using var noRun = await Standing.NoRunAsync(workplace, org, "forget", cancellationToken);
            // A scan that stopped half-way would go on with what it read of the person.
            if (await workplace.Store.ScansAsync(org, 1, cancellationToken) is [{ Status: ScanStatus.Running } stopped])
                await workplace.Store.SaveScanAsync(stopped.Cancelled(host.Time.GetUtcNow(), "somebody was forgotten while it was stopped") with { Fence = turn.Fence }, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var pays = settings.BillingContact == id;
            if (pays)
                await workplace.Store.CommitAsync(new Change(org, workplace.Event(org, "settings.set", note: "billingContact taken away: the person is forgotten")) { Settings = settings with { BillingContact = null } }, cancellationToken);
            var removed = await workplace.Store.EraseAsync(new Erasure.Person(org, id, workplace.Event(org, "person.forget")), cancellationToken);
            await host.Out.WriteLineAsync(removed == 0 && !pays
                ? $"Nothing was kept about {id}."
                : $"Everything kept about {id} is removed. The next scan reads the account again, unless it is gone from the organisation by then.");
            return ExitCode.Ok;
        });
        return command;
    }
}
