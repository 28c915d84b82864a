using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/money</c>, <c>/report</c> and <c>/service-accounts</c>: what is paid, what can be had back, what needs a person's eyes.</summary>
internal static class MoneyApi
{
    public static void MapMoney(this IEndpointRouteBuilder api)
    {
        var money = api.MapGroup("").WithTags("money");
        money.MapGet("/money", MoneyAsync).Needs(SignInRole.Viewer).Says("showMoney", "What is paid, what can be had back and from when, and the next twelve months").Gives<MoneyOutput>();
        money.MapGet("/report", ReportAsync).Needs(SignInRole.Viewer).Says("showReport", "The last scan in numbers, by product, with the first findings of each lane").Gives<ReportResult>();
        money.MapGet("/service-accounts", ServiceAccountsAsync).Needs(SignInRole.Viewer).Says("showServiceAccounts", "Software on people's seats, and how much of it Atlassian's own service accounts can take over").Gives<ServiceAccountsResult>();
    }

    private static async Task<IResult> MoneyAsync(Asker asker, CancellationToken cancellationToken)
    {
        var scan = await asker.ShownAsync(cancellationToken);
        var settings = await asker.Store.SettingsAsync(asker.Org, cancellationToken);
        return Answer.Json(MoneyOutput.Of(scan.Money(settings, asker.Desk.Now), scan, settings), OutputJson.Readable.MoneyOutput);
    }

    private static async Task<IResult> ReportAsync(Asker asker, CancellationToken cancellationToken) =>
        await Report.TryReadAsync(asker.Store, asker.Org, ReportResult.Rows, asker.Desk.Now, cancellationToken) is { } report
            ? Answer.Json(ReportResult.Of(report, asker.Desk.Now), OutputJson.Readable.ReportResult)
            : Problems.Of(Shown.None);

    private static async Task<IResult> ServiceAccountsAsync(Asker asker, CancellationToken cancellationToken) =>
        Answer.Json(await ServiceAccountsResult.ReadAsync(asker.Store, await asker.ShownAsync(cancellationToken), asker.Desk.Now, cancellationToken), OutputJson.Readable.ServiceAccountsResult);
}
