using Recoup.Engine.Assisting;
using Recoup.Engine.Configuring;
using System.CommandLine;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup settings list|get|set</c>.</summary>
internal static class SettingsVerb
{
    private static readonly IReadOnlyList<Column<SettingResult>> Columns =
    [
        new("Name", s => s.Name),
        new("Value", s => s.Value),
        new("Meaning", s => s.Meaning, Wide: 90),
    ];

    public static Command Create(CommandHost host) => new("settings", "Costs, thresholds and the like, by organisation") { List(host), Get(host), Set(host) };

    private static Command List(CommandHost host)
    {
        var list = new Command("list", "Every setting, its value and its range");
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var all = await SettingResult.AllAsync(workplace.Store, org, cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), all, Columns, OutputJson.Readable.IReadOnlyListSettingResult, "");
            return ExitCode.Ok;
        });
        return list;
    }

    private static Command Get(CommandHost host)
    {
        var name = new Argument<string>("NAME") { Description = "A name from settings list" };
        var get = new Command("get", "One value") { name };
        var data = DataOptions.On(get);
        get.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var keys = SettingResult.Keys(await workplace.Store.TryGetConnectionAsync(org, cancellationToken)).Concat(SettingResult.Keys(settings));
            var wanted = parsed.GetRequiredValue(name);
            await host.Out.WriteLineAsync(keys.FirstOrDefault(k => k.Name == wanted)?.Value ?? (SecretName.IsOne(wanted) ? "not set" : Named(wanted).Get(settings)));
            return ExitCode.Ok;
        });
        return get;
    }

    private static Command Set(CommandHost host)
    {
        var name = new Argument<string>("NAME") { Description = "A name from settings list" };
        var value = new Argument<string>("VALUE") { Description = "The new value; \"\" takes it away where that is possible; - reads ai.key from standard input" };
        var set = new Command("set", "Change one value; it counts from the next scan or import on") { name, value };
        var data = DataOptions.On(set);
        set.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            if (parsed.GetRequiredValue(name) == SecretName.AssistantKey)
                return await SetKeyAsync(workplace.Desk(org), parsed.GetRequiredValue(value), host, cancellationToken);
            if (SecretName.IsOne(parsed.GetRequiredValue(name)))
                throw new UserException($"{parsed.GetRequiredValue(name)} is a secret, and no secret is taken from an argument. Run: recoup connect", ExitCode.Usage);
            var (changed, refusal) = await SettingChange.SetAsync(workplace.Desk(org), parsed.GetRequiredValue(name), parsed.GetRequiredValue(value), cancellationToken);
            if (changed is null)
                throw refusal!.AsError(exitCode: ExitCode.Usage);
            await host.Error.WriteLineAsync($"{changed.Setting.Name} = {changed.Setting.Get(changed.Settings)} for {org}");
            foreach (var warning in changed.Warnings)
                await host.Error.WriteLineAsync(warning);
            return ExitCode.Ok;
        });
        return set;
    }

    private static async Task<int> SetKeyAsync(Desk desk, string value, CommandHost host, CancellationToken cancellationToken)
    {
        if (value.Length == 0)
        {
            await AssistantKey.ClearAsync(desk, cancellationToken);
            await host.Error.WriteLineAsync($"The key to Claude is taken away for {desk.Org}. Nothing goes there without one.");
            return ExitCode.Ok;
        }

        if (value != "-")
            throw new UserException("ai.key is a secret, and no secret is taken from an argument: give - and the key on standard input, or \"\" to take it away.", ExitCode.Usage);
        if (await AssistantKey.SetAsync(desk, await SecretFile.ReadAsync("-", host, "ai.key"), cancellationToken) is { } refusal)
            throw refusal.AsError(exitCode: ExitCode.Usage);
        await host.Error.WriteLineAsync($"The key to Claude is kept for {desk.Org}, encrypted and not tried. It is used while aiEnabled.classifier or aiEnabled.summary is true. See what would be sent: recoup assistant preview");
        return ExitCode.Ok;
    }

    private static SettingName Named(string name) =>
        SettingName.TryGet(name) ?? throw SettingChange.NoSetting(name).AsError(exitCode: ExitCode.Usage);
}
