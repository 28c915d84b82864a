using System.Text;

namespace Recoup.Emulator;

/// <summary>The secrets of the emulated organisation, made from its seed, and the check of them.</summary>
internal sealed class Keys
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    readonly Organisation organisation;
    readonly Dictionary<string, string> basic;

    public Keys(Organisation organisation)
    {
        this.organisation = organisation;
        var dice = new Dice(organisation.Seed, 0, salt: 7);
        Full = $"ATCTT3xFfEMU{dice.Text(Letters, 60)}";
        Scoped = $"ATCTT3xFfEMU{dice.Text(Letters, 60)}";
        Email = organisation.Admin.Email;
        SiteTokens = [.. organisation.Sites.Select(_ => $"ATATT3xFfEMU{dice.Text(Letters, 60)}")];
        Claude = $"sk-ant-api03-EMU{dice.Text(Letters, 80)}";
        basic = organisation.Sites.ToDictionary(site => site.Name, site => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Email}:{SiteTokens[site.Index]}")));
    }

    /// <summary>An organization key without scopes: takes everything.</summary>
    public string Full { get; }

    /// <summary>A key with scopes: refused by User management.</summary>
    public string Scoped { get; }

    /// <summary>The organization admin whose API tokens open the sites.</summary>
    public string Email { get; }

    public IReadOnlyList<string> SiteTokens { get; }

    /// <summary>A key of Anthropic's.</summary>
    public string Claude { get; }

    public void Check(Call call, Route route)
    {
        var given = call.Request.Headers.Authorization.ToString();
        switch (route.Door)
        {
            case Door.Admin:
                if (given != $"Bearer {Full}" && given != $"Bearer {Scoped}") throw Errors.Unauthorized(route);
                if (route.Template.Contains("{org}", StringComparison.Ordinal) && call.Values[0] != organisation.Id) throw Errors.Org(route);
                break;
            case Door.Account:
                if (given == $"Bearer {Scoped}") throw Errors.Account(403, "forbidden");
                if (given != $"Bearer {Full}") throw Errors.Unauthorized(route);
                break;
            case Door.Jira or Door.Confluence:
                if (!basic.TryGetValue(call.Values[0], out var right)) throw Errors.Jira(404, "Site temporarily unavailable");
                if (given != right) throw Errors.Unauthorized(route);
                break;
            case Door.Claude:
                CheckClaude(call.Request.Headers["x-api-key"].ToString(), given);
                break;
        }
    }

    /// <summary>Two headers may carry the key; where both come, its own header counts.</summary>
    void CheckClaude(string given, string authorization)
    {
        if (given.Length == 0 && authorization.Length == 0) throw Errors.Claude(401, "x-api-key header is required");
        if (given.Length > 0 && given != Claude) throw Errors.Claude(401, "invalid x-api-key");
        if (given.Length == 0 && authorization != $"Bearer {Claude}") throw Errors.Claude(401, "Invalid bearer token");
    }
}
