using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Runs;
using Recoup.Engine.Atlassian;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Acting;

/// <summary>Every change as the call that Atlassian documents for it, and what becomes of its answer.</summary>
public sealed class ActionTests
{
    private static readonly DirectoryId Directory = new("d/1");
    private static readonly GroupId Group = new("g/1");
    private static readonly Resource Confluence = new(Product.Confluence, new("site"));
    private static readonly Uri Api = new("https://api.atlassian.com/");

    public static TheoryData<ChangeKind, string, string, string> Calls => new()
    {
        { ChangeKind.Suspend, "POST", "/admin/v2/orgs/o/directories/d%2F1/users/712020%3Aa%7Cb/suspend", "" },
        { ChangeKind.Restore, "POST", "/admin/v2/orgs/o/directories/d%2F1/users/712020%3Aa%7Cb/restore", "" },
        { ChangeKind.LeaveGroup, "DELETE", "/admin/v2/orgs/o/directories/d%2F1/groups/g%2F1/memberships/712020%3Aa%7Cb", "" },
        { ChangeKind.JoinGroup, "POST", "/admin/v2/orgs/o/directories/d%2F1/groups/g%2F1/memberships", """{"accountId":"712020:a|b"}""" },
        { ChangeKind.RevokeRole, "POST", "/admin/v1/orgs/o/users/712020%3Aa%7Cb/roles/revoke", """{"role":"atlassian/user","resource":"ari:cloud:confluence::site/site"}""" },
        { ChangeKind.AssignRole, "POST", "/admin/v1/orgs/o/users/712020%3Aa%7Cb/roles/assign", """{"role":"atlassian/user","resource":"ari:cloud:confluence::site/site"}""" },
        { ChangeKind.Deactivate, "POST", "/users/712020%3Aa%7Cb/manage/lifecycle/disable", """{"message":"why"}""" },
        { ChangeKind.Activate, "POST", "/users/712020%3Aa%7Cb/manage/lifecycle/enable", "" },
    };

    private static PlannedChange Change(ChangeKind kind) => new(kind) { Directory = Directory, Group = Group, Resource = Confluence, Role = Role.User };

    private static AccessApi Access(HttpMessageHandler network) =>
        new(new AtlassianHttp(new HttpClient(new EgressGuard([Api], network, writes: true)), Api, new("Bearer", "key"), TimeProvider.System), new("o"));

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task P16_Each_change_is_the_call_that_is_documented_for_it(ChangeKind kind, string method, string path, string body)
    {
        using var network = new Network(new(System.Net.HttpStatusCode.NoContent));

        var answer = await Access(network).SendAsync(new("712020:a|b"), Change(kind), "why", Tenant.Cancel);

        answer.Result.ShouldBe(WriteResult.Done);
        network.Sent.ShouldHaveSingleItem().ShouldBe($"{method} {path} {body}".TrimEnd());
        Change(kind).Reversed.Reversed.ShouldBe(Change(kind));
        Calls.Select(c => c.Data.Item1).ShouldContain(Change(kind).Reversed.Kind);
    }

    [Fact]
    public void What_was_done_last_is_taken_back_first_and_only_what_was_done_or_may_have_been()
    {
        var at = DateTimeOffset.UnixEpoch;
        var row = Storage.Some.RunRows(1)[0] with
        {
            UndoneIn = null,
            Calls = [new(Change(ChangeKind.AssignRole), CallState.Done, at), new(Change(ChangeKind.LeaveGroup), CallState.Done, at.AddSeconds(1)), new(Change(ChangeKind.Suspend), CallState.Already), new(Change(ChangeKind.RevokeRole), CallState.Intended, at.AddSeconds(2)), new(Change(ChangeKind.Deactivate))],
        };

        var back = Reversal.Of(row, new("undo"), 7);

        back.Calls.Select(c => (c.Change.Kind, c.State, c.Since)).ShouldBe(
            [(ChangeKind.AssignRole, CallState.Planned, at.AddSeconds(2)), (ChangeKind.JoinGroup, CallState.Planned, at.AddSeconds(1)), (ChangeKind.RevokeRole, CallState.Planned, at)]);
        (back.Run.Value, back.Number, back.Before, back.Outcome).ShouldBe(("undo", 7, null, RowOutcome.Pending));
    }

    public static TheoryData<int, string, ChangeKind, WriteResult> Answers => new()
    {
        { 204, "", ChangeKind.Suspend, WriteResult.Done },
        { 404, "", ChangeKind.LeaveGroup, WriteResult.Already },
        { 404, "", ChangeKind.Suspend, WriteResult.Refused },
        { 409, """{"errors":[{"status":"409","code":"ADMIN-409-28","title":"Conflict","detail":"The user is already a member of the group."}]}""", ChangeKind.JoinGroup, WriteResult.Already },
        { 409, """{"errors":[{"status":"409","code":"ADMIN-409-3","title":"Conflict","detail":"The license limit is exceeded."}]}""", ChangeKind.JoinGroup, WriteResult.Refused },
        { 403, """{"key":"forbidden.action","context":{"allowed":false,"reason":{"key":"externalDirectory.scim"}}}""", ChangeKind.Deactivate, WriteResult.Refused },
        { 400, "", ChangeKind.RevokeRole, WriteResult.Refused },
        { 408, "", ChangeKind.Suspend, WriteResult.Lost },
        { 500, "", ChangeKind.Suspend, WriteResult.Lost },
        { 502, "<html>", ChangeKind.LeaveGroup, WriteResult.Lost },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_says_done_already_refused_or_nothing_at_all(int status, string body, ChangeKind kind, WriteResult result)
    {
        using var network = new Network(new((System.Net.HttpStatusCode)status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") });

        var answer = await Access(network).SendAsync(new("a"), Change(kind), "", Tenant.Cancel);

        answer.Result.ShouldBe(result);
        network.Sent.Count.ShouldBe(1);
        (answer.Why is null).ShouldBe(result == WriteResult.Done);
    }

    [Fact]
    public async Task A_page_of_a_proxy_in_place_of_an_answer_says_nothing()
    {
        using var network = new Network(new(System.Net.HttpStatusCode.OK) { Content = new StringContent("<html>", System.Text.Encoding.UTF8, "text/html") });

        (await Access(network).SendAsync(new("a"), Change(ChangeKind.Suspend), "", Tenant.Cancel)).Result.ShouldBe(WriteResult.Lost);
    }

    [Fact]
    public async Task P16_Everything_that_is_done_is_done_by_the_gentlest_call_and_nothing_is_deleted()
    {
        await using var tenant = await Tenant.StartAsync(users: 400, seed: 3);
        await tenant.GiveDirectRolesAsync(new Random(1));
        var plan = await tenant.MixedAsync(await tenant.PlanAsync(), new Random(1));

        var run = await tenant.ApplyAsync(plan);

        run.Tally.Failed.ShouldBe(0);
        var called = tenant.Emulator.Ledger.Entries.Select(e => $"{e.Method} {e.Template[e.Template.LastIndexOf('/')..]}").Distinct();
        called.ShouldBe(["POST /suspend", "DELETE /{account}", "POST /disable", "POST /revoke", "POST /assign"], ignoreOrder: true);
        tenant.Emulator.Ledger.Entries.Where(e => e.Method == "DELETE").ShouldAllBe(e => e.Template.EndsWith("/memberships/{account}", StringComparison.Ordinal));
        plan.Rows.Select(r => r.Action).Distinct().Count().ShouldBe(4);
        tenant.Emulator.Ledger.Entries.Where(e => e.Template.EndsWith("/disable", StringComparison.Ordinal))
            .ShouldAllBe(e => JsonDocument.Parse(e.Body, default).RootElement.GetProperty("message").GetString()!.Contains("Ask the Atlassian admin"));
    }

    private sealed class Network(HttpResponseMessage answer) : HttpMessageHandler
    {
        public List<string> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Sent.Add($"{request.Method} {request.RequestUri!.PathAndQuery} {body}".TrimEnd());
            return answer;
        }
    }
}
