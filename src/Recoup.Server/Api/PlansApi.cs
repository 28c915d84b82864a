using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Rules;
using Recoup.Engine;
using Recoup.Engine.Planning;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/plans</c>: what would be done, row by row, to be looked at and approved.</summary>
internal static class PlansApi
{
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("/plans").WithTags("plans");
        plans.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listPlans", "The newest plans first, without their rows, with who approved them").Gives<IReadOnlyList<PlanHead>>();
        plans.MapGet("/{plan}", ShowAsync).Needs(SignInRole.Viewer).Says("showPlan", "A plan with all its rows").Gives<PlanOutput>();
        plans.MapPost("", CreateAsync).Needs(SignInRole.Operator).Says("createPlan", "Makes a plan of what the last scan found ready; changes nothing").Gives<PlanOutput>(StatusCodes.Status201Created);
        plans.MapPost("/{plan}/approve", ApproveAsync).Needs(SignInRole.Approver).Says("approvePlan", "Approves a plan that somebody else made, by its hash; where nobody else could, by the number of its rows too, and it counts 24 hours later").Gives<PlanHead>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Asker asker, Page page, CancellationToken cancellationToken) =>
        Answer.List(context, await asker.Store.PlansAsync(asker.Org, new(int.MaxValue), cancellationToken), page, OutputJson.Readable.IReadOnlyListPlanHead);

    private static async Task<IResult> ShowAsync(string plan, Asker asker, CancellationToken cancellationToken) =>
        await ShownAsync(asker, await PlanDesk.GetAsync(asker.Store, asker.Org, plan, cancellationToken), StatusCodes.Status200OK, cancellationToken);

    private static async Task<IResult> CreateAsync(PlanWish wanted, Asker asker, CancellationToken cancellationToken)
    {
        var (plan, refusal, _) = await PlanDesk.CreateAsync(asker.Desk, wanted.Request(), cancellationToken);
        return await ShownAsync(asker, (plan, refusal), StatusCodes.Status201Created, cancellationToken);
    }

    private static async Task<IResult> ApproveAsync(string plan, ApprovePlan approve, Asker asker, CancellationToken cancellationToken)
    {
        var (approved, refusal) = await PlanDesk.ApproveAsync(
            asker.Desk, plan, Given.Text(approve.Hash, "hash"), await Approvers.NamesAsync(asker.Store, cancellationToken), approve.Rows, cancellationToken);
        return approved is null ? Problems.Of(refusal!) : Answer.Json(approved.Head, OutputJson.Readable.PlanHead);
    }

    private static async Task<IResult> ShownAsync(Asker asker, (Plan? Plan, Refusal? Refusal) answer, int status, CancellationToken cancellationToken) => answer.Plan is { } plan
        ? Answer.Json(PlanOutput.Of(plan, (await asker.Store.SettingsAsync(asker.Org, cancellationToken)).BillingZone), OutputJson.Readable.PlanOutput, status)
        : Problems.Of(answer.Refusal!);

    /// <summary>What a plan is wanted for: everything that is ready, unless it says less.</summary>
    /// <param name="Rules">Only findings of these rules.</param>
    /// <param name="Products">Only accounts that give back a seat of these products.</param>
    /// <param name="Targets">No more than so many seats are to be left, or people where the product's subscription counts these, by product.</param>
    /// <param name="Most">Accounts at most, 1 or more, the least risky first.</param>
    internal sealed record PlanWish(IReadOnlyList<string>? Rules = null, IReadOnlyList<string>? Products = null, IReadOnlyDictionary<string, int>? Targets = null, int? Most = null)
    {
        /// <exception cref="UserException">One of them is not possible.</exception>
        public PlanRequest Request()
        {
            if ((Rules ?? []).FirstOrDefault(r => StandardRules.All.All(s => s.Id != r)) is { } rule)
                throw new UserException($"rules: \"{rule}\" is no rule.", ExitCode.Usage);
            if ((Products ?? []).Concat(Targets?.Keys ?? []).FirstOrDefault(p => !new Product(p).HasSeats) is { } product)
                throw new UserException($"\"{product}\" is no product with seats: these are {string.Join(", ", Product.WithSeats)}.", ExitCode.Usage);
            if (Most < 1 || (Targets ?? new Dictionary<string, int>()).Values.Any(seats => seats < 0))
                throw new UserException("most is 1 or more, and a target 0 or more.", ExitCode.Usage);
            return new()
            {
                Rules = Rules ?? [],
                Products = [.. (Products ?? []).Select(p => new Product(p))],
                Targets = (Targets ?? new Dictionary<string, int>()).ToDictionary(t => new Product(t.Key), t => t.Value),
                Most = Most,
            };
        }
    }

    /// <summary>Somebody's word that a plan may be applied.</summary>
    /// <param name="Hash">Its hash, as they saw it.</param>
    /// <param name="Rows">The number of accounts that it changes, wanted of somebody who is the only one to approve.</param>
    internal sealed record ApprovePlan(string Hash, int? Rows = null);
}
