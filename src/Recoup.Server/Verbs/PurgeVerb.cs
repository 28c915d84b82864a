using System.CommandLine;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Erasing;
using Recoup.Server.Hosting;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup purge</c>: everything, the audit log too (P24).</summary>
internal static class PurgeVerb
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("purge", "Remove everything, the audit log too; with --org only that organisation");
        var confirmation = Confirmation.On(command);
        var export = new Option<string?>("--export") { Description = "Write the audit log to this file first (.csv or .jsonl)", HelpName = "FILE" };
        command.Options.Add(export);
        var data = DataOptions.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            await using (workplace)
            {
                var known = await workplace.Store.OrganizationsAsync(cancellationToken);
                if (data.Named(parsed) is { } named && !known.Contains(named))
                    throw new UserException($"The organisation {named} is not known here. Known: {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
                IReadOnlyList<OrgId> going = data.Named(parsed) is { } one ? [one] : known;
                await AskAsync(parsed, host, workplace, confirmation, going, data.Named(parsed), parsed.GetValue(export), cancellationToken);
                foreach (var org in going)
                {
                    await using var turn = await Turns.TakeAsync(workplace.Store, org, Jobs.Scan, host.Time, cancellationToken);
                    await using var noRun = await Turns.TakeAsync(workplace.Store, org, Jobs.Run, host.Time, cancellationToken);
                    if (await Clearing.ActiveRunAsync(workplace.Desk(org), "purge", cancellationToken) is { } active)
                        throw active.AsError();
                    await workplace.Store.EraseAsync(new Erasure.Everything(org, workplace.Event(AuditChain.Installation, "organization.purge") with { Note = org.Value }), cancellationToken);
                    turn.EndsWithItsOrganisation();
                    noRun.EndsWithItsOrganisation();
                }

                if (data.Named(parsed) is null)
                    await workplace.Store.DropAsync(cancellationToken);
            }

            if (data.Named(parsed) is { } purged)
            {
                await host.Out.WriteLineAsync($"{purged} is removed with its audit log. The installation's log says so: recoup audit list --chain installation");
                return ExitCode.Ok;
            }

            var left = DataDirectory.Remove(workplace.Directory);
            await host.Out.WriteLineAsync($"Everything is removed: {workplace.Store.Place}{(workplace.Options.Keys is null ? $" and the keys in {workplace.KeyFolder}" : "")}.");
            if (workplace.Options.Keys is { } ring)
                await host.Out.WriteLineAsync($"The keys in {ring} stay, since others may use them: remove them yourself when nobody does.");
            if (left)
                await host.Out.WriteLineAsync($"The folder {workplace.Directory} stays: it holds something that is not Recoup's.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task AskAsync(
        ParseResult parsed, CommandHost host, Workplace workplace, Confirmation confirmation, IReadOnlyList<OrgId> going, OrgId? named, string? file, CancellationToken cancellationToken)
    {
        if (file is null && !confirmation.IsGiven(parsed))
        {
            await host.Error.WriteAsync("The audit log goes too, and its chain ends. A file for a last export of it (.csv or .jsonl), or Enter for none: ");
            file = (await host.In.ReadLineAsync(cancellationToken))?.Trim();
        }

        if (!string.IsNullOrEmpty(file))
        {
            foreach (var org in going)
                await AuditVerb.ExportAsync(workplace, AuditChain.Of(org), going.Count == 1 ? file : Named(file, org), cancellationToken);
        }

        await confirmation.AskAsync(
            parsed,
            host,
            named is { } org1
                ? $"This removes everything kept about {org1}, with its audit log."
                : $"This removes everything in {workplace.Store.Place}: {(going.Count == 0 ? "no organisation" : string.Join(", ", going))}, every audit log{(workplace.Options.Keys is null ? $", and the keys in {workplace.KeyFolder}" : "")}.",
            named?.Value ?? "purge");
    }

    /// <summary>One file per organisation: an export holds one chain.</summary>
    private static string Named(string file, OrgId org) =>
        Path.Combine(Path.GetDirectoryName(file) ?? "", $"{Path.GetFileNameWithoutExtension(file)}-{org.Value}{Path.GetExtension(file)}");
}
