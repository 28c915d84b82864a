using System.CommandLine;
using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Rules;
using Recoup.Engine.Planning;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup plan create|show|list</c>: exactly what would be done, to be looked at and approved.</summary>
internal static class PlanVerb
{
    private const int RowsAtOnce = 20;
    private const int Most = 100;

    private static readonly IReadOnlyList<Column<PlanHead>> Columns =
    [
        new("Id", p => p.Id, Whole: true),
        new("Made", p => Figures.Moment(p.CreatedAt)),
        new("Expires", p => Figures.Moment(p.ExpiresAt)),
        new("Accounts", p => Figures.Number(p.Rows), Right: true),
        new("Seats", p => Figures.Number(p.Seats), Right: true),
        new("Per month", p => Figures.Money(p.Savings), Right: true),
        new("Approvals", p => Figures.Number(p.ApprovalsNeeded), Right: true),
    ];

    public static Command Create(CommandHost host) =>
        new("plan", "What would be done, row by row, with a hash: a plan changes nothing") { Make(host), Show(host), List(host) };

    private static Command Make(CommandHost host)
    {
        var rule = new Option<string[]>("--rule") { Description = "Only findings of these rules", HelpName = "R01", AllowMultipleArgumentsPerToken = true };
        rule.AcceptOnlyFromAmong([.. StandardRules.All.Select(r => r.Id).Order(StringComparer.Ordinal)]);
        var product = new Option<string[]>("--product") { Description = "Only accounts that give back a seat of these products", HelpName = "P", AllowMultipleArgumentsPerToken = true };
        product.AcceptOnlyFromAmong([.. Product.WithSeats.Select(p => p.Value)]);
        var target = new Option<Dictionary<Product, int>>("--target")
        {
            Description = "No more than so many seats are to be left, or people on Enterprise and in a collection, such as jira-software=2500: takes the least risky ones that reach it, and stops; may be repeated",
            HelpName = "P=N",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = Targets,
        };
        var most = new Option<int?>("--max") { Description = "Accounts at most, the least risky first", HelpName = "N" };
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
                result.AddError("--max is the number of accounts at most: 1 or more.");
        });
        var create = new Command("create", "Make a plan of what the last scan found ready") { rule, product, target, most };
        var data = DataOptions.On(create);
        var format = FormatOption.On(create, rows: false);
        create.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            var request = new PlanRequest
            {
                Rules = parsed.GetValue(rule) ?? [],
                Products = [.. (parsed.GetValue(product) ?? []).Select(p => new Product(p))],
                Targets = parsed.GetValue(target) ?? [],
                Most = parsed.GetValue(most),
            };
            var (plan, refusal, skipped) = await PlanDesk.CreateAsync(workplace.Desk(org), request, cancellationToken);
            if (plan is null)
                throw new UserException(string.Join('\n', [$"No plan ({refusal!.Gate}): {refusal.Reason}.", .. PlanText.Skipped(skipped)]));
            await WriteAsync(host, format.Of(parsed), plan, scan.Survey, await ZoneAsync(workplace, org, cancellationToken), RowsAtOnce);
            return plan.Head.Targets.Any(t => t.MissedBy > 0) ? ExitCode.Partial : ExitCode.Ok;
        });
        return create;
    }

    private static Command Show(CommandHost host)
    {
        var id = new Argument<string>("ID") { Description = "A plan's id, from plan list" };
        var show = new Command("show", "A plan with all its rows") { id };
        var data = DataOptions.On(show);
        var format = FormatOption.On(show, rows: false);
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var (plan, refusal) = await PlanDesk.GetAsync(workplace.Store, org, parsed.GetRequiredValue(id), cancellationToken);
            if (plan is null)
                throw refusal!.AsError(refusal!.Gate == "no-plan" ? "See: recoup plan list" : "Make a new one: recoup plan create");
            await WriteAsync(host, format.Of(parsed), plan, (await workplace.ShownAsync(org, cancellationToken)).Survey, await ZoneAsync(workplace, org, cancellationToken), int.MaxValue);
            return ExitCode.Ok;
        });
        return show;
    }

    private static Command List(CommandHost host)
    {
        var list = new Command("list", $"The newest {Most} plans");
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var plans = await workplace.Store.PlansAsync(org, new(Most), cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), plans, Columns, OutputJson.Readable.IReadOnlyListPlanHead, "There is no plan yet. Make one: recoup plan create");
            return ExitCode.Ok;
        });
        return list;
    }

    private static async Task<TimeSpan> ZoneAsync(Workplace workplace, OrgId org, CancellationToken cancellationToken) =>
        (await workplace.Store.SettingsAsync(org, cancellationToken)).BillingZone;

    private static async Task WriteAsync(CommandHost host, OutputFormat format, Plan plan, Survey survey, TimeSpan zone, int rows)
    {
        if (format == OutputFormat.Json)
        {
            await Results.WriteJsonAsync(host, PlanOutput.Of(plan, zone), OutputJson.Readable.PlanOutput);
            return;
        }

        foreach (var line in PlanText.Of(plan, survey, zone, rows, host.Time.GetUtcNow()))
            await host.Out.WriteLineAsync(line);
    }

    private static Dictionary<Product, int> Targets(System.CommandLine.Parsing.ArgumentResult result)
    {
        var targets = new Dictionary<Product, int>();
        foreach (var token in result.Tokens)
        {
            var at = token.Value.IndexOf('=', StringComparison.Ordinal);
            var product = new Product(at < 0 ? token.Value : token.Value[..at]);
            if (at < 0 || !product.HasSeats || !int.TryParse(token.Value[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var seats))
                result.AddError($"\"{token.Value}\" is no target: write a product and the seats to be left, such as jira-software=2500. Products are {string.Join(", ", Product.WithSeats)}.");
            else if (!targets.TryAdd(product, seats))
                result.AddError($"{product} has two targets: give one.");
        }

        return targets;
    }
}
