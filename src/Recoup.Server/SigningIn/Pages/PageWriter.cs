using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Recoup.Core;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;
using Recoup.Web;

namespace Recoup.Server.SigningIn.Pages;

/// <summary>Makes a page of a component: everything in it is encoded.</summary>
internal sealed class PageWriter(Workplace workplace, IAntiforgery antiforgery)
{
    /// <param name="refusal">What was refused, of which form; null for nothing.</param>
    /// <param name="more">The component's parameters beside its frame.</param>
    public async Task<IResult> PageAsync<TPage>(HttpContext context, (string Form, Refusal Refusal)? refusal = null, params (string Name, object? Value)[] more)
        where TPage : IComponent
    {
        var frame = new PageFrame(Caller.Of(context)?.Person, antiforgery.GetAndStoreTokens(context).RequestToken!, await IsEmulatorAsync(context.RequestAborted))
        {
            Provider = workplace.Options.OpenId?.Authority.Host,
            Form = refusal?.Form,
            Refusal = refusal?.Refusal,
        };
        var parameters = more.ToDictionary(m => m.Name, m => m.Value);
        parameters["Frame"] = frame;
        return Results.Content(await Html.OfAsync<TPage>(parameters), "text/html; charset=utf-8", statusCode: refusal is null ? StatusCodes.Status200OK : Refused(context, refusal.Value.Refusal.Gate));
    }

    private static int Refused(HttpContext context, string gate)
    {
        Problems.Note(context, gate);
        return gate.StartsWith("no-", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
    }

    private async Task<bool> IsEmulatorAsync(CancellationToken cancellationToken)
    {
        foreach (var org in await workplace.Store.OrganizationsAsync(cancellationToken))
        {
            if (await workplace.Store.TryGetConnectionAsync(org, cancellationToken) is { IsEmulator: true })
                return true;
        }

        return false;
    }
}
