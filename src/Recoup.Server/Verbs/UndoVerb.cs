using System.CommandLine;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Server.Hosting;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup undo</c>: gives back what a run took, as it was before.</summary>
internal static class UndoVerb
{
    public static Command Create(CommandHost host)
    {
        var id = new Argument<string>("RUN") { Description = "A run's id, from runs list" };
        var row = new Option<int?>("--row") { Description = "Only this row of it", HelpName = "N" };
        var wave = new Option<int?>("--wave") { Description = "Only this wave of it", HelpName = "N" };
        var command = new Command("undo", "Give back what a run took: the whole run, a wave or a row, as it was right before; needs a key that may write") { id, row, wave };
        command.Validators.Add(result =>
        {
            if (result.GetValue(row) is not null && result.GetValue(wave) is not null)
                result.AddError("--row and --wave do not go together.");
        });
        var confirmation = Confirmation.On(command);
        var key = WriteKeyOption.On(command);
        var data = DataOptions.On(command);
        var format = FormatOption.On(command, rows: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var writeKey = await key.RequireAsync(parsed, host, workplace);
            var undone = new RunId(parsed.GetRequiredValue(id));
            await confirmation.AskAsync(parsed, host, $"This gives back access that run {undone} took, and it is paid for again.", undone.Value);
            await using var runs = await RunHost.OpenAsync(workplace, org, writeKey, cancellationToken);
            var (run, refusal) = await new Starting(runs.Desk, org).UndoAsync(undone, parsed.GetValue(row), parsed.GetValue(wave), new(TimedId.New(host.Time)), cancellationToken);
            if (run is null)
                throw new UserException($"Not undone ({refusal!.Gate}): {refusal.Reason}.");
            return await ApplyVerb.GoAsync(runs, workplace, run, format.Of(parsed), cancellationToken);
        });
        return command;
    }
}
