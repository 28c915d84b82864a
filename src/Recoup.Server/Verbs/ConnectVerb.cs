using System.CommandLine;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Connecting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup connect</c>: an organisation and its key; again, to add sites.</summary>
internal static class ConnectVerb
{
    public static Command Create(CommandHost host)
    {
        var org = new Option<string>("--org") { Description = "The organisation's id: the last part of admin.atlassian.com/o/ID", Required = true, HelpName = "ID" };
        var key = new Option<string?>("--key-file") { Description = "File with the organisation's API key; - reads it from standard input", HelpName = "F" };
        var keyExpires = new Option<DateOnly?>("--key-expires") { Description = "The key's last day, such as 2027-03-31: no API tells, and doctor warns before", HelpName = "DATE", CustomParser = r => Dates.Parse(r) };
        var site = new Option<string?>("--site") { Description = "A site whose issue activity may be read, such as https://acme.atlassian.net", HelpName = "URL" };
        var email = new Option<string?>("--site-email") { Description = "Whose API token reads the site", HelpName = "E" };
        var token = new Option<string?>("--site-token-file") { Description = "File with that API token; - reads it from standard input", HelpName = "F" };
        var tokenExpires = new Option<DateOnly?>("--site-token-expires") { Description = "The token's last day", HelpName = "DATE", CustomParser = r => Dates.Parse(r) };
        var api = new Option<string?>("--api-url") { Description = "An emulator on this machine instead of Atlassian: a 127.0.0.1 or [::1] address", HelpName = "URL" };
        var command = new Command("connect", "Connect an organisation, and sites, one at a time") { org, key, keyExpires, site, email, token, tokenExpires, api };
        var data = DataOptions.On(command, org: false);
        command.Validators.Add(result =>
        {
            var given = new[] { result.GetValue(site), result.GetValue(email), result.GetValue(token) }.Count(v => v is not null);
            if (given is 1 or 2)
                result.AddError("A site takes all three: --site URL --site-email E --site-token-file F.");
            if (result.GetValue(key) is null && given == 0)
                result.AddError("Nothing to connect with: give --key-file F, or a site.");
            // Kept beside the key it belongs to, and only then.
            if (result.GetResult(keyExpires) is not null && result.GetValue(key) is null)
                result.AddError("--key-expires goes with --key-file F.");
            if (result.GetResult(tokenExpires) is not null && result.GetValue(token) is null)
                result.AddError("--site-token-expires goes with --site-token-file F.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RefusePast(host, parsed.GetValue(keyExpires), "--key-expires");
            RefusePast(host, parsed.GetValue(tokenExpires), "--site-token-expires");
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var id = new OrgId(parsed.GetRequiredValue(org));
            var apiUrl = parsed.GetValue(api) is { } url ? Given(Addresses.Emulator(url)) : null;
            var orgKey = parsed.GetValue(key) is { } file ? await SecretFile.ReadAsync(file, host, "--key-file") : null;
            var connection = await ConnectOrgAsync(workplace, id, apiUrl, orgKey, parsed.GetValue(keyExpires), cancellationToken);
            if (parsed.GetValue(site) is { } siteUrl)
            {
                var place = Given(Addresses.Site(siteUrl, connection));
                var siteToken = await SecretFile.ReadAsync(parsed.GetRequiredValue(token)!, host, "--site-token-file");
                await ConnectSiteAsync(workplace, connection, place, parsed.GetRequiredValue(email)!, siteToken, parsed.GetValue(tokenExpires), cancellationToken);
            }

            await host.Out.WriteLineAsync("Next: recoup scan");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Connects an organisation, and says so.</summary>
    /// <exception cref="UserException">It was refused.</exception>
    public static async Task<Connection> ConnectOrgAsync(Workplace workplace, OrgId org, Uri? api, string? key, DateOnly? expires, CancellationToken cancellationToken)
    {
        var (connection, sites) = Given(await Connector(workplace, org).OrganizationAsync(api, key, expires, cancellationToken));
        if (key is null)
            return connection;
        await workplace.Host.Out.WriteLineAsync($"Connected to {PlainText.Of(connection.Name)} ({org}){(connection.IsEmulator ? $", an emulator at {connection.Api}" : "")}.");
        await workplace.Host.Out.WriteLineAsync($"Sites: {(sites.Count == 0 ? "none with seats" : string.Join(", ", sites.Select(s => PlainText.Of(s.Name) + (s.Sandbox ? " (sandbox)" : ""))))}. The key is kept encrypted and used for reading only.");
        return connection;
    }

    /// <summary>Connects a site, and says so.</summary>
    /// <exception cref="UserException">It was refused.</exception>
    public static async Task ConnectSiteAsync(Workplace workplace, Connection connection, Uri place, string email, string token, DateOnly? expires, CancellationToken cancellationToken)
    {
        if (await Connector(workplace, connection.Org).SiteAsync(connection, place, email, token, expires, cancellationToken) is { } refusal)
            throw Error(refusal);
        await workplace.Host.Out.WriteLineAsync($"Connected to the site {place}: issues reported there count as a sign of use. Read are assignee, reporter and updated, nothing else.");
    }

    private static Connector Connector(Workplace workplace, OrgId org) => new(workplace.Desk(org), destinations => workplace.Client(destinations));

    private static T Given<T>((T? Value, Refusal? Refusal) answer)
        where T : class => answer.Value ?? throw Error(answer.Refusal!);

    private static UserException Error(Refusal refusal) => refusal.AsError(exitCode: refusal.Gate.StartsWith("bad-", StringComparison.Ordinal) ? ExitCode.Usage : ExitCode.Failed);

    private static void RefusePast(CommandHost host, DateOnly? day, string option)
    {
        if (day < DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime))
            throw new UserException($"{option} {day:yyyy-MM-dd} has passed already: a key that works ends on a day to come.", ExitCode.Usage);
    }
}
