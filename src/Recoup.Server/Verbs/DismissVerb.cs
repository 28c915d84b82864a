using System.CommandLine;
using Recoup.Engine.Findings;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup dismiss ID --reason TEXT</c>: sets a finding aside for as long as it holds.</summary>
internal static class DismissVerb
{
    public static Command Create(CommandHost host)
    {
        var id = new Argument<string>("ID") { Description = "The id of a finding, from recoup users show ACCOUNT or recoup recommendations list --json" };
        var reason = new Option<string?>("--reason") { Description = "Why, in a sentence", HelpName = "TEXT" };
        var undo = new Option<bool>("--undo") { Description = "Take a dismissal back" };
        var command = new Command("dismiss", "Set a finding aside, with a reason, for as long as it holds") { id, reason, undo };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(reason)) != result.GetValue(undo))
                result.AddError("Give a reason with --reason TEXT, or take a dismissal back with --undo.");
        });
        var data = DataOptions.On(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var (takesBack, desk, finding) = (parsed.GetValue(undo), workplace.Desk(org), parsed.GetRequiredValue(id));
            var (found, refusal) = takesBack
                ? await Dismissals.ReopenAsync(desk, finding, cancellationToken)
                : await Dismissals.DismissAsync(desk, finding, Given.Text(parsed.GetValue(reason), "--reason"), cancellationToken);
            if (found is null)
                throw refusal!.AsError(refusal!.Gate == "no-finding" ? "Ids are in: recoup users show ACCOUNT" : "");
            await host.Out.WriteLineAsync(PlainText.Of(takesBack
                ? $"{found.Rule} about {found.DisplayName} is {found.State.ToString().ToLowerInvariant()} again. {Sums}"
                : $"{found.Rule} about {found.DisplayName} is set aside for as long as it holds. {Sums} To take it back: recoup dismiss {found.Id} --undo"));
            return ExitCode.Ok;
        });
        return command;
    }

    private const string Sums = "Sums change with the next scan.";
}
