using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Atlassian;
using Recoup.Forge.Hosting;
using Recoup.Web.Door;

namespace Recoup.Forge.Access;

/// <summary>
/// Who is let in. Being an admin of the Jira that the app is installed in is not enough: what Recoup knows is the whole organisation's.
/// So each is an organisation admin, asked with the kept key and remembered for five minutes at most, or was named by one. What
/// cannot be found out lets nobody in.
/// </summary>
/// <param name="installation">Where.</param>
/// <param name="verdicts">What was found out lately.</param>
internal sealed class Door(Installation installation, Verdicts verdicts)
{
    /// <summary>The roles of organisation admins; of nobody else, whatever roles they were given.</summary>
    public static readonly IReadOnlySet<SignInRole> Every = Enum.GetValues<SignInRole>().ToHashSet();

    /// <summary>What somebody may do; or what they are told.</summary>
    /// <param name="account">Who asks, as the platform says.</param>
    public async Task<(IReadOnlySet<SignInRole>? Roles, ClosedDoor? Closed)> OpenAsync(Connection? connection, AccountId account, CancellationToken cancellationToken)
    {
        if (connection is null)
            return (null, new(null, TakesKey: true, null));
        if ((await installation.Store.SettingsAsync(connection.Org, cancellationToken)).Named.FirstOrDefault(n => n.Account == account) is { } named)
            return (named.Roles.Select(r => Enum.Parse<SignInRole>(r, ignoreCase: true)).Append(SignInRole.Viewer).ToHashSet(), null);
        try
        {
            return await IsAdminAsync(connection, account, cancellationToken)
                ? (Every, null)
                : (null, new($"You are not an organisation admin of {connection.Name}, and none of them named you", TakesKey: false, null));
        }
        catch (AtlassianException e)
        {
            // A key that is refused is replaced by whoever proves to be an admin with the new one.
            return (null, new($"Whether you are an organisation admin could not be found out ({e.Message})", TakesKey: e.Failure is AtlassianFailure.Unauthorized or AtlassianFailure.Forbidden, connection.Org.Value));
        }
    }

    private async Task<bool> IsAdminAsync(Connection connection, AccountId account, CancellationToken cancellationToken)
    {
        if (await verdicts.TryGetAsync(account, cancellationToken) is { } known)
            return known;
        var access = await installation.TryAccessAsync(connection, cancellationToken)
            ?? throw new AtlassianException("the organisation's key", AtlassianFailure.Unauthorized, "none is kept");
        var isAdmin = await access.Organizations.IsOrgAdminAsync(account, cancellationToken);
        await verdicts.KeepAsync(account, isAdmin, cancellationToken);
        return isAdmin;
    }
}
