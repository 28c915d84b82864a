using System.CommandLine;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup recommendations list</c>.</summary>
internal static class RecommendationsVerb
{
    private static readonly IReadOnlyList<Column<Recommendation>> Columns =
    [
        new("Tier", r => r.Tier.ToString().ToLowerInvariant()),
        new("Rule", r => r.Rule),
        new("What", r => Names.OfRule(r.Rule) + (r.SupersededBy is null ? "" : " (stands behind another)")),
        new("Who", r => r.DisplayName, Wide: 32),
        new("Seats", r => string.Join(", ", r.Seats.Select(s => s.Product.Name))),
        new("Action", r => Names.OfAction(r)),
        new("State", r => r.State.ToString().ToLowerInvariant()),
        new("Per month", Figures.Money, Right: true),
        new("Account", r => r.AccountId?.Value ?? "", Whole: true),
    ];

    public static Command Create(CommandHost host)
    {
        var rule = new Option<string?>("--rule") { Description = "Only this rule", HelpName = "R01" };
        var product = new Option<string?>("--product") { Description = "Only seats of this product", HelpName = "P" };
        product.AcceptOnlyFromAmong([.. Product.WithSeats.Select(p => p.Value)]);
        rule.AcceptOnlyFromAmong([.. StandardRules.All.Select(r => r.Id).Order(StringComparer.Ordinal)]);
        var tier = new Option<Tier[]>("--tier")
        {
            Description = "Only these tiers: certain, probable, review, excluded",
            HelpName = "T,T",
            CustomParser = result =>
            {
                var tiers = new List<Tier>();
                foreach (var word in result.Tokens.SelectMany(t => t.Value.Split(',')))
                {
                    if (char.IsAsciiLetter(word.FirstOrDefault()) && Enum.TryParse<Tier>(word, ignoreCase: true, out var known))
                        tiers.Add(known);
                    else
                        result.AddError($"\"{word}\" is no tier. Tiers are certain, probable, review, excluded.");
                }

                return [.. tiers];
            },
        };
        var closed = new Option<bool>("--closed") { Description = "Also findings that no longer hold" };
        var list = new Command("list", "What was found, the surest first") { rule, product, tier, closed };
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            await workplace.ShownAsync(org, cancellationToken);
            var query = new RecommendationQuery
            {
                Rule = parsed.GetValue(rule),
                Product = parsed.GetValue(product) is { } key ? new Product(key) : null,
                Tiers = parsed.GetValue(tier) ?? [],
                Closed = parsed.GetValue(closed),
            };
            var found = await workplace.Store.RecommendationsAsync(org, query, cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), found, Columns, CoreJson.Readable.IReadOnlyListRecommendation, "Nothing found.");
            return ExitCode.Ok;
        });
        return new Command("recommendations", "What was found, with its evidence") { list };
    }
}
