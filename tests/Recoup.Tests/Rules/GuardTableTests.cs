using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>Which guard lowers what, as a table: each way of every guard against a finding of each tier.</summary>
public sealed class GuardTableTests
{
    private static readonly Situation Certain = Typical.All["R17"];
    private static readonly Situation Probable = Typical.All["R02"];
    private static readonly Situation Review = Typical.All["R03"] with { Earlier = [] };

    private const string Table = """
        no guard                         | certain, remove access  | probable, suspend   | review, remove access
        G1 a service account             | excluded, advise        | excluded, advise    | excluded, advise
        G1 a bot                         | excluded, advise        | excluded, advise    | excluded, advise
        G1 a shared mailbox              | excluded, advise        | excluded, advise    | excluded, advise
        G1 an app                        | excluded, advise        | excluded, advise    | excluded, advise
        G1 a customer                    | excluded, advise        | excluded, advise    | excluded, advise
        G1 a token in use                | excluded, advise        | excluded, advise    | excluded, advise
        G2 an organisation admin         | excluded, advise        | excluded, advise    | excluded, advise
        G2 a site admin                  | excluded, advise        | excluded, advise    | excluded, advise
        G2 a user-access admin           | excluded, advise        | excluded, advise    | excluded, advise
        G2 a role new to us              | excluded, advise        | excluded, advise    | excluded, advise
        G2 a product admin               | excluded, advise        | excluded, advise    | excluded, advise
        G2 the billing contact           | excluded, advise        | excluded, advise    | excluded, advise
        G3 a hold                        | excluded, advise        | excluded, advise    | excluded, advise
        G3 its group left alone          | excluded, advise        | excluded, advise    | excluded, advise
        G3 its domain left alone         | excluded, advise        | excluded, advise    | excluded, advise
        G3 its product left alone        | excluded, advise        | excluded, advise    | excluded, advise
        G3 its site left alone           | excluded, advise        | excluded, advise    | excluded, advise
        G4 joined yesterday              | probable, remove access | review, suspend     | review, remove access
        G4 given access yesterday        | probable, remove access | review, suspend     | review, remove access
        G5 no feed                       | review, remove access   | review, suspend     | review, remove access
        G5 nobody's use for 73 hours     | review, remove access   | review, suspend     | review, remove access
        G5 less than half the usual use  | review, remove access   | review, suspend     | review, remove access
        G6 an incomplete record          | review, remove access   | review, suspend     | review, remove access
        G6 seats that were not read      | review, remove access   | review, suspend     | review, remove access
        G7 made by the identity provider | certain, route out      | probable, route out | review, route out
        G7 managed elsewhere             | certain, route out      | probable, route out | review, route out
        G7 a group kept elsewhere        | certain, route out      | probable, route out | review, route out
        G7 an owner nobody knows         | review, advise          | review, advise      | review, advise
        G8 leads a project               | probable, remove access | review, suspend     | review, remove access
        G8 shares a filter               | probable, remove access | review, suspend     | review, remove access
        G8 shares a dashboard            | probable, remove access | review, suspend     | review, remove access
        """;

    [Fact]
    public void Which_guard_lowers_what()
    {
        string[] rows = [Row("no guard", s => s), .. GuardWays.All.Select(way => Row(way.Name, way.Add))];

        string.Join('\n', rows).ShouldBe(Table.ReplaceLineEndings("\n"));
    }

    private static string Row(string name, Func<Situation, Situation> add) =>
        $"{name,-32} | {Cell(add(Certain), "R17"),-23} | {Cell(add(Probable), "R02"),-19} | {Cell(add(Review), "R03")}";

    private static string Cell(Situation situation, string rule)
    {
        var found = situation.Found(rule);
        return $"{found.Tier.ToString().ToLowerInvariant()}, {Verb(found.Action)}";
    }

    private static string Verb(RecommendedAction action) => action switch
    {
        RecommendedAction.RemoveAccess => "remove access",
        RecommendedAction.RouteOut => "route out",
        _ => action.ToString().ToLowerInvariant(),
    };

    [Fact]
    public void Every_guard_of_findings_is_in_the_table() =>
        GuardWays.All.Select(w => w.Guard).Distinct().ShouldBe(["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"]);
}
