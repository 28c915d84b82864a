using System.CommandLine;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Reporting;
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
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken);
            IReadOnlyList<SettingResult> all = [.. SettingName.All.Select(s => new SettingResult(s.Name, s.Get(settings), s.Meaning)), .. Keys(connection)];
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
            var key = Keys(await workplace.Store.TryGetConnectionAsync(org, cancellationToken)).FirstOrDefault(k => k.Name == parsed.GetRequiredValue(name));
            await host.Out.WriteLineAsync(key?.Value ?? Named(parsed.GetRequiredValue(name)).Get(await workplace.Store.SettingsAsync(org, cancellationToken)));
            return ExitCode.Ok;
        });
        return get;
    }

    private static Command Set(CommandHost host)
    {
        var name = new Argument<string>("NAME") { Description = "A name from settings list" };
        var value = new Argument<string>("VALUE") { Description = "The new value; \"\" takes it away where that is possible" };
        var set = new Command("set", "Change one value; it counts from the next scan or import on") { name, value };
        var data = DataOptions.On(set);
        set.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgOrFirstAsync(parsed, workplace, cancellationToken);
            if (SecretName.IsOne(parsed.GetRequiredValue(name)))
                throw new UserException($"{parsed.GetRequiredValue(name)} is a secret, and no secret is taken from an argument. Run: recoup connect", ExitCode.Usage);
            var setting = Named(parsed.GetRequiredValue(name));
            var text = parsed.GetRequiredValue(value);
            var before = await workplace.Store.SettingsAsync(org, cancellationToken);
            var changed = setting.Set(before, text)
                ?? throw new UserException($"\"{text}\" is not a value of {setting.Name}: {setting.Meaning}.", ExitCode.Usage);
            await workplace.Store.CommitAsync(
                new Change(org, Changed(workplace, org, setting, before, changed)) { Settings = changed },
                cancellationToken);
            await host.Error.WriteLineAsync($"{setting.Name} = {setting.Get(changed)} for {org}");
            if (text.Length > 0 && !ShownPriceBookResult.Counts(setting, changed))
                await host.Error.WriteLineAsync($"{setting.Name} does not count: the price book stands above it. See: recoup price-book list");
            foreach (var (product, day) in Renewals(before, changed).Where(r => r.Day < DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime)))
                await host.Error.WriteLineAsync($"{day:yyyy-MM-dd} has passed: until you set the next renewal of {product.Name}, nothing is said of what it would bring.");
            if (changed.BillingContact is { } contact && await Shown.TryGetAsync(workplace.Store, org, cancellationToken) is { } scan
                && await workplace.Store.TryGetAccountAsync(org, scan.Id, contact, cancellationToken) is null)
                await host.Error.WriteLineAsync($"The last scan saw no account {contact}, so nobody is protected as billing contact. Look it up with: recoup users list --search NAME");
            return ExitCode.Ok;
        });
        return set;
    }

    /// <summary>Days of renewal that were not there before.</summary>
    private static IEnumerable<(Product Product, DateOnly Day)> Renewals(Settings before, Settings changed) =>
        from contract in changed.Contracts
        let day = contract.Value.Renews
        where day is not null && day != before.Contracts.GetValueOrDefault(contract.Key)?.Renews
        select (contract.Key, day.Value);

    private static AuditEvent Changed(Workplace workplace, OrgId org, SettingName setting, Settings before, Settings changed)
    {
        // An account id is a person's: it stands where forgetting finds it, and never in a note about nobody.
        var (was, now) = (before.BillingContact, changed.BillingContact);
        return was == now
            ? workplace.Event(org, "settings.set", note: $"{setting.Name}: {Said(setting.Get(before))} → {Said(setting.Get(changed))}")
            : workplace.Event(org, "settings.set", now ?? was, $"{setting.Name} {(now is null ? "taken away" : was is null ? "set" : "changed")}");
    }

    /// <summary>The keys in use, without the keys (P05).</summary>
    private static IEnumerable<SettingResult> Keys(Connection? connection) => (connection?.Keys ?? [])
        .OrderBy(k => k.Name != SecretName.OrgKey)
        .Select(k => new SettingResult(k.Name, KeyResult.InWords(k), "kept encrypted, never shown; recoup connect sets it"));

    private static string Said(string value) => value.Length == 0 ? "not set" : value;

    private static SettingName Named(string name) =>
        SettingName.TryGet(name) ?? throw new UserException($"There is no setting \"{name}\". Settings are: {string.Join(", ", SettingName.All.Select(s => s.Name))}.", ExitCode.Usage);
}
