using System.CommandLine;
using Recoup.Core.Files;
using Recoup.Core.Policies;
using Recoup.Core.Rules;
using Recoup.Engine.Policies;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup policy show|check|diff|set|schema</c>: what is found and what is left alone, as a file to review and keep.</summary>
internal static class PolicyVerb
{
    public static Command Create(CommandHost host) =>
        new("policy", "Thresholds, rules, scopes and exclusions as a file: see it, check one, try what it would change, keep it") { Show(host), Check(host), Diff(host), Set(host), FileSource.Schema("policy", "policy.schema.json", host) };

    private static Command Show(CommandHost host)
    {
        var show = new Command("show", "The policy that holds, with a comment on everything and the rules that are silent; what it prints can be changed and kept");
        var data = DataOptions.On(show);
        var format = FormatOption.On(show, rows: false);
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var policy = PolicyFile.Of(settings);
            var waiting = await PolicyDesk.WaitingAsync(workplace.Desk(org), settings, cancellationToken);
            if (format.Of(parsed) == OutputFormat.Json)
            {
                await Results.WriteJsonAsync(host, ShownPolicyResult.Of(policy, waiting), OutputJson.Readable.ShownPolicyResult);
                return ExitCode.Ok;
            }

            await host.Out.WriteAsync(PolicyText.Of(policy));
            await host.Out.WriteLineAsync(PlainText.Of($"// As kept for {org}, hash {policy.Hash()}."));
            await host.Out.WriteLineAsync(waiting switch
            {
                null => "// No scan has come to an end yet: only that tells which rules are silent.",
                [] => "// No rule is silent for want of something.",
                _ => "// Silent until they have what they need:",
            });
            foreach (var (rule, what) in waiting ?? [])
                await host.Out.WriteLineAsync(PlainText.Of($"//   {rule} {Names.OfRule(rule)}: waits for {what}"));
            return ExitCode.Ok;
        });
        return show;
    }

    private static Command Check(CommandHost host)
    {
        var file = FileSource.Argument("policy");
        var check = new Command("check", "Say everything that is wrong with a policy's file, and which of its names nobody in the last scan has") { file };
        var data = DataOptions.On(check);
        var format = FormatOption.On(check, rows: false);
        check.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var reading = await PolicySource.ReadAsync(path, host, cancellationToken);
            IReadOnlyList<FileProblem> warnings = [.. reading.Warnings, .. await UnseenAsync(data, parsed, host, reading, cancellationToken)];
            if (format.Of(parsed) == OutputFormat.Json)
                await Results.WriteJsonAsync(host, new FileCheckResult(reading.Policy is not null, reading.Policy?.Hash(), reading.Errors, warnings), OutputJson.Readable.FileCheckResult);
            if (reading.Policy is null)
                return format.Of(parsed) == OutputFormat.Json ? ExitCode.Failed : throw new UserException(FileSource.Wrong(path, "policy", reading));
            if (format.Of(parsed) == OutputFormat.Json)
                return ExitCode.Ok;
            var policy = reading.Policy;
            await host.Out.WriteLineAsync($"{FileSource.Named(path)} is good: {Figures.Count(policy.Rules.Count, "rule")} off, {Figures.Count(policy.Scopes.Count, "scope")}, {Figures.Count(policy.Exclusions.Count, "exclusion")}. Hash {policy.Hash()}");
            await FileSource.WriteWarningsAsync(warnings, host.Out);
            return ExitCode.Ok;
        });
        return check;
    }

    private static Command Diff(CommandHost host)
    {
        var file = FileSource.Argument("policy");
        var diff = new Command("diff", "What a policy's file would change: in the policy, and in what the last scan found") { file };
        var data = DataOptions.On(diff);
        var format = FormatOption.On(diff, rows: false);
        diff.SetAction(async (parsed, cancellationToken) =>
        {
            var policy = await PolicySource.GoodAsync(parsed.GetRequiredValue(file), host, cancellationToken);
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var json = format.Of(parsed) == OutputFormat.Json;
            var result = await PolicyDesk.TryAsync(workplace.Desk(org), settings, policy, json ? int.MaxValue : PolicyDiffText.Rows, cancellationToken);
            if (json)
                await Results.WriteJsonAsync(host, PolicyDiffResult.Of(result), OutputJson.Readable.PolicyDiffResult);
            else
                await PolicyDiffText.WriteAsync(host, result, parsed.GetRequiredValue(file));
            return ExitCode.Ok;
        });
        return diff;
    }

    private static Command Set(CommandHost host)
    {
        var file = FileSource.Argument("policy");
        var set = new Command("set", "Keep a policy's file; it counts from the next scan or import on") { file };
        var data = DataOptions.On(set);
        set.SetAction(async (parsed, cancellationToken) =>
        {
            var policy = await PolicySource.GoodAsync(parsed.GetRequiredValue(file), host, cancellationToken);
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var (diff, refusal) = await PolicyDesk.SetAsync(workplace.Desk(org), policy, tried => PolicyDiffText.WriteCountsAsync(host, tried), cancellationToken);
            if (refusal is not null)
                throw refusal.AsError("Look at it with: recoup policy show");
            if (diff is null)
            {
                await host.Out.WriteLineAsync($"Nothing to change: this is the policy of {org} already. Hash {policy.Hash()}");
                return ExitCode.Ok;
            }

            await host.Out.WriteLineAsync($"Kept for {org}; it counts from the next scan or import on. Hash {policy.Hash()}");
            return ExitCode.Ok;
        });
        return set;
    }

    /// <summary>Warnings of names that nobody has; none without a scan.</summary>
    private static async Task<IReadOnlyList<FileProblem>> UnseenAsync(DataOptions data, ParseResult parsed, CommandHost host, PolicyReading reading, CancellationToken cancellationToken)
    {
        if (reading.Policy is not { } policy || policy.Scopes.Count + policy.Exclusions.Count == 0)
            return [];
        await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
        var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
        if (await PolicyDesk.UnseenAsync(workplace.Desk(org), reading, cancellationToken) is { } unseen)
            return unseen;
        await host.Error.WriteLineAsync("No scan has come to an end yet: whether anybody has these products, sites, groups and domains is not known.");
        return [];
    }
}
