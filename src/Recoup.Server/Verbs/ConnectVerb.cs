using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Atlassian;
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
            var apiUrl = parsed.GetValue(api) is { } url ? Addresses.Emulator(url) : null;
            var orgKey = parsed.GetValue(key) is { } file ? await SecretFile.ReadAsync(file, host, "--key-file") : null;
            var connection = await ConnectOrgAsync(workplace, id, apiUrl, orgKey, parsed.GetValue(keyExpires), cancellationToken);
            if (parsed.GetValue(site) is { } siteUrl)
            {
                var place = Addresses.Site(siteUrl, connection);
                var siteToken = await SecretFile.ReadAsync(parsed.GetRequiredValue(token)!, host, "--site-token-file");
                await ConnectSiteAsync(workplace, connection, place, parsed.GetRequiredValue(email)!, siteToken, parsed.GetValue(tokenExpires), cancellationToken);
            }

            await host.Out.WriteLineAsync("Next: recoup scan");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Proves the key against the organisation, then keeps it. Without a key, the organisation as it is connected already.</summary>
    public static async Task<Connection> ConnectOrgAsync(Workplace workplace, OrgId org, Uri? api, string? key, DateOnly? expires, CancellationToken cancellationToken)
    {
        var known = await workplace.Store.TryGetConnectionAsync(org, cancellationToken);
        if (key is null)
        {
            if (known is null)
                throw new UserException($"The organisation {org} is not connected yet: give --key-file F too.", ExitCode.Usage);
            return api is null || api == known.Api
                ? known
                : throw new UserException("Another address needs a new key: give --key-file F too.", ExitCode.Usage);
        }

        var connection = new Connection(org, org.Value, api ?? Connection.Atlassian, known?.Api == (api ?? Connection.Atlassian) ? known.Sites : []) { Keys = known?.Keys ?? [] };
        var access = new AtlassianAccess(connection, key, new Dictionary<SiteId, string>(), workplace.Client(connection.Destinations()), workplace.Host.Time);
        try
        {
            var found = await access.Organizations.TryGetOrganizationAsync(cancellationToken)
                ?? throw new UserException($"The key is good, but it does not see an organisation {org}. The id is the last part of admin.atlassian.com/o/ID; a key belongs to the organisation it was made in.");
            connection = (connection with { Name = found.Data.Attributes?.Name ?? org.Value }).With(Info(workplace, SecretName.OrgKey, key, expires));
            var sites = SiteNames(await access.Organizations.WorkspacesAsync(cancellationToken).ToListAsync(cancellationToken));
            await workplace.Store.CommitAsync(
                new Change(org, workplace.Event(org, "connection.set", note: $"organisation key; {connection.Api}"))
                {
                    Connection = connection,
                    Secrets = new Dictionary<string, string?> { [SecretName.OrgKey] = key },
                },
                cancellationToken);
            await workplace.Host.Out.WriteLineAsync($"Connected to {PlainText.Of(connection.Name)} ({org}){(connection.IsEmulator ? $", an emulator at {connection.Api}" : "")}.");
            await workplace.Host.Out.WriteLineAsync($"Sites: {sites}. The key is kept encrypted and used for reading only.");
            return connection;
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.Unauthorized)
        {
            throw new UserException($"Atlassian does not accept the key ({e.Message}). Was it copied whole? Has it expired? Make one at admin.atlassian.com → Settings → API keys.");
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.Forbidden)
        {
            throw new UserException($"The key may not do what a scan needs ({e.Message}). Make one without scopes, or with read:directories:admin, read:domains:admin, read:groups:admin and read:workspaces:admin.");
        }
    }

    /// <summary>Proves a site's token, then keeps it.</summary>
    public static async Task ConnectSiteAsync(Workplace workplace, Connection connection, Uri place, string email, string token, DateOnly? expires, CancellationToken cancellationToken)
    {
        var asked = new SiteId("asked");
        var trial = connection with { Sites = [new(asked, place, email)] };
        var jira = new AtlassianAccess(trial, "", new Dictionary<SiteId, string> { [asked] = token }, workplace.Client([place]), workplace.Host.Time).Sites[asked];
        try
        {
            var id = await jira.GetCloudIdAsync(cancellationToken);
            await jira.GetMyselfAsync(cancellationToken);
            var sites = connection.Sites.Where(s => s.Site != id).Append(new SiteConnection(id, place, email));
            await workplace.Store.CommitAsync(
                new Change(connection.Org, workplace.Event(connection.Org, "site.connect", note: place.ToString()))
                {
                    Connection = (connection with { Sites = [.. sites] }).With(Info(workplace, SecretName.SiteToken(id), token, expires)),
                    Secrets = new Dictionary<string, string?> { [SecretName.SiteToken(id)] = token },
                },
                cancellationToken);
            await workplace.Host.Out.WriteLineAsync($"Connected to the site {place}: issues reported there count as a sign of use. Read are assignee, reporter and updated, nothing else.");
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.NotFound)
        {
            throw new UserException($"There is no Jira site at {place} ({e.Message}). Compare it with the address in your browser.");
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Unauthorized or AtlassianFailure.Forbidden)
        {
            throw new UserException($"The site {place} does not accept the token of {email} ({e.Message}). Make one at id.atlassian.com → Security → API tokens.");
        }
    }

    private static void RefusePast(CommandHost host, DateOnly? day, string option)
    {
        if (day < DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime))
            throw new UserException($"{option} {day:yyyy-MM-dd} has passed already: a key that works ends on a day to come.", ExitCode.Usage);
    }

    private static KeyInfo Info(Workplace workplace, string name, string secret, DateOnly? expires) =>
        new(name, DateOnly.FromDateTime(workplace.Host.Time.GetUtcNow().UtcDateTime), secret.Length > 12 ? secret[^4..] : "", expires);

    private static string SiteNames(IReadOnlyList<WorkspaceBody> workspaces)
    {
        var sites = Engine.Scanning.SiteList.From(workspaces);
        return sites.Count == 0 ? "none with seats" : string.Join(", ", sites.Select(s => PlainText.Of(s.Name) + (s.Sandbox ? " (sandbox)" : "")));
    }
}
