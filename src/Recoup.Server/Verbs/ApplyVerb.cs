using System.CommandLine;
using System.Globalization;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup apply</c>: does what a plan says, and nothing else.</summary>
internal static class ApplyVerb
{
    public static Command Create(CommandHost host)
    {
        var id = new Argument<string>("PLAN") { Description = "A plan's id, from plan list" };
        var command = new Command("apply", "Do what a plan says: in waves, each account looked at right before; needs a key that may write") { id };
        var confirmation = Confirmation.On(command);
        var key = WriteKeyOption.On(command);
        var data = DataOptions.On(command);
        var format = FormatOption.On(command, rows: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var writeKey = await key.RequireAsync(parsed, host, workplace);
            var plan = parsed.GetRequiredValue(id);
            if (!confirmation.IsGiven(parsed) && await workplace.Store.TryGetPlanAsync(org, plan, cancellationToken) is { } known)
            {
                await confirmation.AskAsync(
                    parsed, host, $"This changes the access of {Figures.Count(known.Head.Rows, "account")} of {org} and takes back {Figures.Count(known.Head.Seats, "seat")}. Look first: recoup plan show {plan}",
                    known.Head.Rows.ToString(CultureInfo.InvariantCulture));
            }

            await using var runs = await RunHost.OpenAsync(workplace, org, writeKey, cancellationToken);
            var (run, refusal) = await new Starting(runs.Desk, org).ApplyAsync(plan, new(TimedId.New(host.Time)), cancellationToken);
            if (run is null)
                throw new UserException($"Not applied ({refusal!.Gate}): {refusal.Reason}.");
            return await GoAsync(runs, workplace, run, format.Of(parsed), cancellationToken);
        });
        return command;
    }

    /// <summary>Runs to where it ends or is halted, looks at what is due, and prints it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> GoAsync(RunHost runs, Workplace workplace, Run run, OutputFormat format, CancellationToken cancellationToken)
    {
        ActStep last;
        try
        {
            (run, last) = await runs.RunAsync(run, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new UserException($"Interrupted. What was done is written down, and a call under way will be looked up: recoup runs resume {run.Id} goes on.");
        }

        run = await runs.VerifyAsync(run, again: false, cancellationToken);
        await WriteAsync(workplace, runs.Desk, run, format, cancellationToken);
        return last is ActStep.Done && run.Status == RunStatus.Done && run.Tally is { Skipped: 0, Failed: 0 } ? ExitCode.Ok : ExitCode.Partial;
    }

    public static async Task WriteAsync(Workplace workplace, ActingDesk? desk, Run run, OutputFormat format, CancellationToken cancellationToken)
    {
        var rows = await workplace.Store.RunRowsAsync(run.Org, new() { Run = run.Id }, cancellationToken);
        var money = await RunMoney.OfAsync(workplace.Store, run, rows, workplace.Host.Time.GetUtcNow(), cancellationToken);
        if (format == OutputFormat.Json)
            await Results.WriteJsonAsync(workplace.Host, RunOutput.Of(run, rows, money), OutputJson.Readable.RunOutput);
        else
            await RunText.WriteAsync(workplace.Host, run, rows, money, desk is null ? null : await new Verifier(desk).DueAsync(run, cancellationToken));
        if (await workplace.HeadAsync(run.Org, cancellationToken) is { } head)
            await workplace.Host.Error.WriteLineAsync($"audit head {head}");
    }
}
