using System.Text.RegularExpressions;
using Recoup.Core.People;
using Recoup.Engine;
using Recoup.Tests.Server;

namespace Recoup.Tests.Promises;

/// <summary>PRIVACY.md against what the code really does.</summary>
public sealed partial class PrivacyTests
{
    private static readonly string Policy = File.ReadAllText(OurCode.Repository("PRIVACY.md"));

    private static readonly string[] Requests = RequestsIn(Policy);

    /// <summary>Those that an admin has to allow first.</summary>
    private static readonly string[] Extended = RequestsIn(Policy.Split("reads.extended true")[1].Split("Only when you apply")[0]);

    /// <summary>Those of a run.</summary>
    private static readonly string[] Acting = RequestsIn(Policy.Split("Only when you apply")[1].Split("Right before, and to verify")[0]);

    private static string[] RequestsIn(string text) => [.. Request().Matches(text).Select(m => Shape(m.Value.Trim('`')))];

    [Fact]
    public void P09_Every_request_that_the_code_can_make_is_in_the_policy()
    {
        var operations = OurCode.Texts(typeof(IStore).Assembly.Location).Where(t => Operation().IsMatch(t)).Distinct().ToList();

        operations.Count.ShouldBeGreaterThan(14);
        Requests.Length.ShouldBeGreaterThan(14);
        foreach (var operation in operations.Select(Shape))
            Requests.Any(r => IsOf(r, operation)).ShouldBeTrue(operation);
        // And the other way round: what a run is said to send, it can send.
        foreach (var request in Acting)
            operations.Any(o => IsOf(request, Shape(o))).ShouldBeTrue(request);
    }

    private static bool IsOf(string request, string operation) =>
        request == operation || (request.Split(' ')[0] == operation.Split(' ')[0] && request.EndsWith("/" + operation.Split(' ')[1], StringComparison.Ordinal));

    [Fact]
    public async Task P09_Every_request_of_a_connection_a_doctor_and_a_scan_is_in_the_policy_and_no_other_is_claimed()
    {
        await using var premises = await Premises.StartAsync(users: 500, seed: 1);
        await premises.ConnectAsync();
        await premises.DoneAsync("doctor");
        await premises.DoneAsync("scan");

        var asked = Asked(premises);

        asked.Count.ShouldBeGreaterThan(14);
        asked.ShouldBe(Requests.Except(Extended).Except(Acting).Append(CountOfIssues).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task P09_What_an_admin_has_to_allow_first_is_asked_only_then()
    {
        await using var premises = await Premises.StartAsync(users: 500, seed: 1);
        await premises.ConnectAsync();
        await premises.DoneAsync("settings set reads.extended true");
        await premises.DoneAsync("scan");

        var asked = Asked(premises);

        Extended.Length.ShouldBeGreaterThan(5);
        asked.ShouldBe(Requests.Except(Acting).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task P09_Every_request_of_an_apply_and_an_undo_is_in_the_policy()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        await premises.DoneAsync("settings set verify.afterMinutes 0");
        var plan = (await premises.JsonAsync("plan create --max 9")).GetProperty("id").GetString();
        var before = Asked(premises);
        var key = premises.Shell.Write("write-key", premises.Emulator.Key);
        var run = (await premises.JsonAsync($"apply {plan} --yes --write-key-file {key}")).GetProperty("runId").GetString();
        await premises.DoneAsync($"undo {run} --yes --write-key-file {key}");

        var further = Asked(premises).Except(before).ToList();

        further.Intersect(Acting).Count().ShouldBeGreaterThan(3);
        further.ShouldBeSubsetOf(Requests);
    }

    private static List<string> Asked(Premises premises) =>
        [.. premises.Emulator.Requests.ByEndpoint.Keys.Select(e => Shape(e.Replace("/sites/{site}", "", StringComparison.Ordinal)))];

    /// <summary>Allowed for another question without the setting.</summary>
    private const string CountOfIssues = "POST /rest/api/3/search/approximate-count";

    [Fact]
    public void P28_The_policy_says_where_its_blanks_are_filled_in()
    {
        foreach (var name in new[] { "Recoup:PolicyDate", "Recoup:PolicyContact", "Recoup:PolicyAddress" })
            Policy.ShouldContain(name);
    }

    /// <summary>What is kept of a row of the list of people, by property: another one has to be put into the policy first.</summary>
    [Fact]
    public void P08_The_policy_names_everything_that_is_kept_of_a_list_of_people()
    {
        var words = new Dictionary<string, string>
        {
            [nameof(ListedPerson.Account)] = "account id",
            [nameof(ListedPerson.Email)] = "address",
            [nameof(ListedPerson.PersonId)] = "the person's number",
            [nameof(ListedPerson.Gone)] = "whether the person is gone",
            [nameof(ListedPerson.LeftOn)] = "the last day at work",
            [nameof(ListedPerson.ContractEnds)] = "the end of the contract",
            [nameof(ListedPerson.Sponsor)] = "the sponsor",
        };

        var line = Policy.Split('\n').Single(l => l.StartsWith("- the list of people", StringComparison.Ordinal));

        typeof(ListedPerson).GetProperties().Select(p => p.Name).ShouldBe(words.Keys, ignoreOrder: true);
        words.Values.ShouldAllBe(w => line.Contains(w));
    }

    /// <summary>Without the names of what is filled in.</summary>
    private static string Shape(string request) => Braces().Replace(request, "{}").Replace("/directories/-/", "/directories/{}/", StringComparison.Ordinal);

    [GeneratedRegex("`(GET|POST|PUT|DELETE) /[^` ]+`")]
    private static partial Regex Request();

    [GeneratedRegex("^(GET|POST|PUT|PATCH|DELETE) [A-Za-z_{]")]
    private static partial Regex Operation();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();
}
