using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Server.Api;
using Recoup.Server.Hosting;
using Recoup.Server.SigningIn;
using Recoup.Storage.SignIns;
using Recoup.Web;
using Recoup.Web.Privacy;

namespace Recoup.Server.Serving;

/// <summary>The pages over HTTP: each of their routes with the role that it needs.</summary>
internal static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        foreach (var route in WebPages.All)
            pages.MapMethods(route.Pattern, [route.Method], (HttpContext context) => AnswerAsync(route, context)).Needs(route.Role).Takes(route.MostBytes);

        // Looks of the pages around signing in, too.
        foreach (var file in WebFile.All)
            pages.MapGet($"/{file.Name}", () => Results.Stream(file.Open(), file.ContentType)).LetsAnybodyIn().IsThereBeforeSetUp();
    }

    private static async Task AnswerAsync(WebRoute route, HttpContext context)
    {
        var workplace = context.RequestServices.GetRequiredService<Workplace>();
        var desk = new Desk(workplace.Store, await OrgAsync(workplace, context), Asker.Name(context), workplace.Host.Time);
        var values = context.Request.RouteValues.ToDictionary(v => v.Key, v => $"{v.Value}", StringComparer.Ordinal);
        var visit = new Visit(await RequestAsync(context), desk, context.RequestServices.GetRequiredService<PageHost>(), values);
        var answer = LargeForms.Refusal(context) is { } tooLarge
            ? await visit.RefusedAsync(tooLarge, Back(context), context.RequestAborted)
            : await route.Answer(visit, context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.Location is { } location)
            context.Response.Headers.Location = location;
        if (answer.FileName is { } file)
            context.Response.Headers.ContentDisposition = $"attachment; filename={file}";
        await answer.Body(context.Response.Body, context.RequestAborted);
    }

    /// <summary>The organisation named, or the only one; while there is none, the one that an import would make, so that the first page can say how to begin.</summary>
    private static async Task<OrgId> OrgAsync(Workplace workplace, HttpContext context) =>
        (await workplace.Store.OrganizationsAsync(context.RequestAborted)).Count == 0 ? OrgId.Local
        : await workplace.OrgAsync(Asker.OrgOf(context), context.RequestAborted);

    private static async Task<WebRequest> RequestAsync(HttpContext context)
    {
        var request = context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted) : null;
        var token = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!;
        var visitor = new Visitor(Asker.Name(context), Asker.RolesOf(context).ToHashSet());
        return new(request.Method, request.Path.Value!, Fields(request.Query), form is null ? Web.Fields.None : Fields(form), visitor, token)
        {
            Upload = form?.Files is [var file, ..] ? new(file.FileName, file.OpenReadStream) : null,
            NewPrivacy = Caller.Of(context)?.Person is { } person && IsNew(person) ? PrivacyText.Changed : null,
            Beside = visitor.May(SignInRole.Admin) ? [("/account", "My account"), ("/people", "People")] : [("/account", "My account")],
            Api = "/api/v1",
            SignOut = "/sign-out",
        };
    }

    /// <summary>Whether the privacy text is another one than they saw, or than there was when they came.</summary>
    private static bool IsNew(Person person) => person.PrivacySeen is { } seen
        ? seen != PrivacyText.Hash
        : DateOnly.FromDateTime(person.CreatedAt.UtcDateTime) < PrivacyText.Changed;

    private static Fields Fields(IEnumerable<KeyValuePair<string, StringValues>> all) =>
        new(all.SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? ""))));

    /// <summary>The page that a form stands on: its path where that is a page too, the first one otherwise.</summary>
    private static string Back(HttpContext context) =>
        WebPages.All.FirstOrDefault(r => r.Method == "GET" && r.Pattern == context.Request.Path.Value)?.Pattern ?? "/";
}
