using System.CommandLine;
using Recoup.Core.Directory;
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
            var (wasKept, refusal) = await Erasing.ForgetAsync(workplace, workplace.Desk(org), id, cancellationToken);
            if (refusal is not null)
                throw refusal.AsError();
            await host.Out.WriteLineAsync(wasKept
                ? $"Everything kept about {id} is removed. The next scan reads the account again, unless it is gone from the organisation by then."
                : $"Nothing was kept about {id}.");
            return ExitCode.Ok;
        });
        return command;
    }
}
