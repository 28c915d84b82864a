using Microsoft.AspNetCore.Http;
using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Server.Api;

/// <summary>Which accounts a request wants.</summary>
internal static class UserFilter
{
    /// <summary>The filters, and what each takes.</summary>
    public static readonly IReadOnlyDictionary<string, string> Parameters = new Dictionary<string, string>
    {
        ["search"] = "part of a name, address or account id, at most 200 characters",
        ["kind"] = "unknown, human, service, bot, shared, app or customer; several with commas",
        ["status"] = "active, suspended, deactivated or whatever else Atlassian says",
        ["product"] = "holds a seat of this product, such as jira-software",
        ["site"] = "holds a seat on this site, by its cloud id",
        ["claim"] = "managed, unmanaged or whatever else Atlassian says",
        ["sort"] = "name (the default), lastUse or added; with a - before it the other way around; who has none comes last",
    };

    /// <exception cref="UserException">A filter has no such value.</exception>
    public static UserQuery Of(HttpContext context, Page page)
    {
        var (sort, descending) = Filter.Sort<UserSort>(context);
        return new(Filter.Text(context, "search"), page.Skip, page.Take)
        {
            Kinds = Filter.Some<AccountKind>(context, "kind"),
            Status = Filter.Text(context, "status"),
            Product = Filter.Product(context),
            Site = Filter.Site(context),
            Claim = Filter.Text(context, "claim"),
            Sort = sort,
            Backwards = descending,
        };
    }
}
