using Recoup.Emulator;

namespace Recoup.Tests.Emulator.Contract;

public sealed class ContractFacts(Tour tour) : IClassFixture<Tour>
{
    const string Absent = "The OpenAPI documents are not beside this checkout.";

    /// <summary>What the emulator knowingly answers although no document has it.</summary>
    static readonly Deviation[] Deviations =
    [
        new("/admin/v1/orgs/{org}/domains", 404, "an organisation that is not the key's must not pass for an empty list"),
        new("/admin/v1/orgs/{org}/domains/{domain}", 404, "the same; the document has the unknown domain only"),
        new("/admin/v1/orgs/{org}/events", 404, "the same"),
        new("/admin/v1/orgs/{org}/events-stream", 404, "the same"),
        new("/admin/v2/orgs/{org}/directories", 404, "the same"),
        new("/admin/v1/*", 403, "a key may lack a permission anywhere"),
        new("/admin/v2/*", 403, "a key may lack a permission anywhere"),
        new("/sites/{site}/rest/api/3/*", 403, "a person may lack a permission anywhere"),
        new("/admin/v2/orgs/{org}/workspaces", 429, "every family has a limit"),
        new("/users/{account}/manage*", 429, "every family has a limit"),
        new("/users/{account}/manage*", 500, "every server breaks"),
        new("/sites/{site}/rest/api/3/*", 429, "every endpoint has a limit"),
        new("/sites/{site}/rest/api/3/*", 500, "every server breaks"),
        new("/sites/{site}/rest/api/3/users/search", 401, "a wrong token is refused here as it is everywhere"),
        new("/sites/{site}/rest/api/3/user*", 400, "an account id is needed even where it is documented as optional"),
        new("/sites/{site}/rest/api/3/search", 410, "shut off in 2025; the document still lists it"),
        new("/sites/{site}/rest/api/3/project/search", 200, "the document's list of project types is older than product discovery", "/projectTypeKey"),
        new("/sites/{site}/rest/api/3/auditing/record", 200, "times have no colon in their offset, as in the document's example and against its schema"),
    ];

    [Fact]
    public void Every_answer_is_as_documented()
    {
        var wrong = Judge().Where(judged => !Deviations.Any(deviation => deviation.Covers(judged.Exchange, judged.Problem!)))
            .Select(judged => $"{judged.Exchange.Method} {judged.Exchange.Template} {judged.Exchange.Status}: {judged.Problem} in {judged.Exchange.Body[..Math.Min(200, judged.Exchange.Body.Length)]}");
        string.Join("\n", wrong.Distinct()).ShouldBeEmpty();
    }

    [Fact]
    public void Every_deviation_is_needed()
    {
        var problems = Judge();
        Deviations.Where(deviation => !problems.Any(judged => deviation.Covers(judged.Exchange, judged.Problem!))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_documented_endpoint_was_asked_and_answered()
    {
        Assert.SkipUnless(Documents.Folder is not null, Absent);
        var documents = Documents.Load();
        var documented = Routes.All.Where(route => documents.Know(route.Method, route.Template)).Select(route => route.Name).ToArray();
        documented.Length.ShouldBeGreaterThan(50);
        var answered = tour.Exchanges.Where(exchange => exchange.Status is 200 or 204 or 410).Select(exchange => $"{exchange.Method} {exchange.Template}").ToHashSet();
        documented.Where(name => !answered.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_kind_of_error_was_met()
    {
        Assert.SkipUnless(Documents.Folder is not null, Absent);
        new[] { 400, 401, 403, 404, 409, 410, 429, 500 }.Except(tour.Exchanges.Select(exchange => exchange.Status)).ShouldBeEmpty();
    }

    (Exchange Exchange, string? Problem)[] Judge()
    {
        Assert.SkipUnless(Documents.Folder is not null, Absent);
        var documents = Documents.Load();
        return [.. tour.Exchanges.Where(exchange => documents.Know(exchange.Method, exchange.Template))
            .Select(exchange => (exchange, Problem: documents.Judge(exchange.Method, exchange.Template, exchange.Status, exchange.ContentType, exchange.Body)))
            .Where(judged => judged.Problem is not null)];
    }

    /// <param name="Path">A template; a star at its end takes all that begin so.</param>
    /// <param name="Only">What every problem of the answer must be about; null for an answer that is knowingly wrong in whatever way.</param>
    sealed record Deviation(string Path, int Status, string Why, string? Only = null)
    {
        public bool Covers(Exchange exchange, string problem) => exchange.Status == Status && (Only is null || problem.Split("; ").All(part => part.Contains(Only, StringComparison.Ordinal)))
            && (Path.EndsWith('*') ? exchange.Template.StartsWith(Path[..^1], StringComparison.Ordinal) : exchange.Template == Path);
    }
}
