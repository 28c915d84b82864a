using Recoup.Core;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Naming;

namespace Recoup.Web.Naming;

/// <summary>Who is let in, where the host knows people by their Atlassian accounts.</summary>
internal static class NamingPages
{
    private const string Here = "/people";

    /// <summary>Roles that can be given; everybody who is let in may read.</summary>
    public static readonly IReadOnlyList<SignInRole> Roles = [SignInRole.Operator, SignInRole.Approver, SignInRole.Admin];

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var named = (await visit.Store.SettingsAsync(visit.Org, cancellationToken)).Named;
        return await visit.PageAsync<NamingPage, IReadOnlyList<NamedPerson>>("People", named, cancellationToken, who: named.SelectMany(n => new[] { n.Account.Value, n.By.Value }));
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
