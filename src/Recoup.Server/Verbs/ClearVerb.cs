using System.CommandLine;
using Recoup.Server.Hosting;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup clear</c>: everything kept about an organisation but its audit log (P20).</summary>
internal static class ClearVerb
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("clear", "Remove all data of an organisation; the audit log stays");
        var confirmation = Confirmation.On(command);
        var data = DataOptions.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            await confirmation.AskAsync(
                parsed,
                host,
                $"This removes everything kept about {org}: accounts, findings, plans, runs and what undo needs, scans, holds, the list of people, settings and price book, the connection and its keys. The audit log stays and gets an entry. It cannot be taken back.",
                org.Value);
            if (await Erasing.ClearAsync(workplace, workplace.Desk(org), cancellationToken) is { } refusal)
                throw refusal.AsError();
            await host.Out.WriteLineAsync($"All data of {org} is removed. The audit log is kept: recoup audit list --org {org}");
            return ExitCode.Ok;
        });
        return command;
    }
}
