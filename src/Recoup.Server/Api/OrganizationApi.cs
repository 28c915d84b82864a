using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/organizations</c>, <c>/doctor</c> and <c>/clear</c>: the organisations that are known here, how each is reached, and the end of what is kept about one.</summary>
internal static class OrganizationApi
{
    public static void MapOrganizations(this IEndpointRouteBuilder api)
    {
        var organizations = api.MapGroup("").WithTags("organizations");
        organizations.MapGet("/organizations", ListAsync).Needs(SignInRole.Viewer).Says("listOrganizations", "Every organisation that was connected or imported").Gives<IReadOnlyList<Organization>>();
        organizations.MapGet("/doctor", DoctorAsync).Needs(SignInRole.Viewer).Says("examineConnection", "What each key may do, when it expires and what is missing; asks Atlassian, and changes nothing").Gives<DoctorResult>();
        organizations.MapPost("/clear", ClearAsync).Needs(SignInRole.Admin).Says("clearData", "Removes everything kept about an organisation but its audit log; confirm is the organisation's id").GivesNothing();
    }

    private static async Task<IReadOnlyList<Organization>> ListAsync(Workplace workplace, CancellationToken cancellationToken)
    {
        var organizations = new List<Organization>();
        foreach (var org in await workplace.Store.OrganizationsAsync(cancellationToken))
        {
            var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken);
            organizations.Add(new(org, connection?.Name, connection is not null, connection?.IsEmulator == true));
        }

        return organizations;
    }

    private static async Task<IResult> DoctorAsync(Asker asker, CancellationToken cancellationToken) =>
        Answer.Json(await DoctorResult.OfAsync(asker.Workplace, asker.Org, cancellationToken), OutputJson.Readable.DoctorResult);

    private static async Task<IResult> ClearAsync(Confirmed confirmed, Asker asker, CancellationToken cancellationToken)
    {
        confirmed.Demand(asker.Org.Value);
        return Answer.Done(await Erasing.ClearAsync(asker.Workplace, asker.Desk, cancellationToken));
    }

    /// <param name="Id">Its id, which <c>?org=</c> takes.</param>
    /// <param name="Name">Its name, as Atlassian gave it; null where it was only imported.</param>
    /// <param name="Connected">Whether a key is kept for it.</param>
    /// <param name="IsEmulator">Whether this is an emulator and not Atlassian.</param>
    internal sealed record Organization(OrgId Id, string? Name, bool Connected, bool IsEmulator);
}
