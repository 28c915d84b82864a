using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;
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
            var found = (await workplace.Store.RecommendationsAsync(org, new RecommendationQuery { Id = parsed.GetRequiredValue(id), Closed = true }, cancellationToken)).SingleOrDefault()
                ?? throw new UserException($"There is no finding {parsed.GetRequiredValue(id)}. Ids are in: recoup users show ACCOUNT");
            var (changed, action) = (parsed.GetValue(undo), found.State) switch
            {
                (false, RecommendationState.Open or RecommendationState.Held) => (found.Dismissed(parsed.GetValue(reason)!.Trim()), "finding.dismiss"),
                (true, RecommendationState.Dismissed) => (await ReopenedAsync(workplace, org, found, cancellationToken), "finding.reopen"),
                _ => throw new UserException($"The finding is {found.State.ToString().ToLowerInvariant()}{(found.ClosedBecause is { } why ? $" ({why})" : "")}: there is nothing to {(parsed.GetValue(undo) ? "take back" : "set aside")}."),
            };
            await workplace.Store.CommitAsync(
                new Change(org, workplace.Event(org, action, found.AccountId, changed.DismissedBecause)) { Recommendations = [changed] },
                cancellationToken);
            await host.Out.WriteLineAsync(PlainText.Of(parsed.GetValue(undo)
                ? $"{found.Rule} about {found.DisplayName} is {changed.State.ToString().ToLowerInvariant()} again. {Sums}"
                : $"{found.Rule} about {found.DisplayName} is set aside for as long as it holds. {Sums} To take it back: recoup dismiss {found.Id} --undo"));
            return ExitCode.Ok;
        });
        return command;
    }

    private const string Sums = "Sums change with the next scan.";

    /// <summary>A hold may have come since the scan that found it.</summary>
    private static async Task<Recommendation> ReopenedAsync(Workplace workplace, OrgId org, Recommendation finding, CancellationToken cancellationToken)
    {
        var now = workplace.Host.Time.GetUtcNow();
        var held = (await workplace.Store.HoldsAsync(org, cancellationToken)).Any(h => h.Account == finding.AccountId && h.IsLive(now));
        var reopened = finding.Reopened();
        return held ? reopened with { State = RecommendationState.Held } : reopened;
    }
}
