using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Naming;

namespace Recoup.Web.Naming;

/// <summary>Who is let in, where the host knows people by their Atlassian accounts.</summary>
internal static class NamingPages
{
    private const string Here = "/people";

    /// <summary>So many names are looked up: each takes some reads.</summary>
    private const int MostNames = 30;

    /// <summary>Roles that can be given; everybody who is let in may read.</summary>
    public static readonly IReadOnlyList<SignInRole> Roles = [SignInRole.Operator, SignInRole.Approver, SignInRole.Admin];

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var named = (await visit.Store.SettingsAsync(visit.Org, cancellationToken)).Named;
        var names = new Dictionary<AccountId, string>();
        if (await visit.ShownAsync(cancellationToken) is { } scan)
        {
            foreach (var account in named.SelectMany(n => new[] { n.Account, n.By }).Distinct().Take(MostNames))
            {
                if (await visit.Store.TryGetAccountAsync(visit.Org, scan.Id, account, cancellationToken) is { } known)
                    names[account] = known.Name;
            }
        }

        return await visit.PageAsync<NamingPage, ShownPeople>("People", new(named, names), cancellationToken);
    }

    public static async Task<WebResponse> NameAsync(Visit visit, CancellationToken cancellationToken)
    {
        var form = visit.Request.Form;
        var wanted = form.All("role");
        return await EndAsync(
            visit,
            form["account"] is { } account
                ? await NamedPeople.NameAsync(visit.Desk, new(visit.Request.Visitor.Name), new(account), [.. Roles.Where(r => wanted.Contains(r.ToString()))], cancellationToken)
                : new("bad-account", "Give the account id"),
            cancellationToken);
    }

    public static async Task<WebResponse> TakeOutAsync(Visit visit, CancellationToken cancellationToken) =>
        await EndAsync(visit, await NamedPeople.TakeOutAsync(visit.Desk, new(visit.Value("account")), cancellationToken), cancellationToken);

    private static async Task<WebResponse> EndAsync(Visit visit, Refusal? refusal, CancellationToken cancellationToken) =>
        refusal is null ? WebResponse.SeeOther(Here) : await visit.RefusedAsync(refusal, Here, cancellationToken);
}

/// <summary>Who is let in, as it is shown.</summary>
/// <param name="Named">Whom organisation admins named.</param>
/// <param name="Names">What the last scan calls them, those that it saw.</param>
public sealed record ShownPeople(IReadOnlyList<NamedPerson> Named, IReadOnlyDictionary<AccountId, string> Names);
