using System.Text.Json;
using Recoup.Engine;
using Recoup.Server.SigningIn;
using Recoup.Storage;
using Recoup.Storage.SignIns;

namespace Recoup.Tests.Storage;

public sealed class SignInsOnSqlite() : SignInFacts(new SqlitePlace());

public sealed class SignInsOnPostgres() : SignInFacts(new PostgresPlace());

/// <summary>What both databases keep of who may sign in.</summary>
public abstract class SignInFacts(ISqlPlace place) : IAsyncLifetime
{
    private SqlStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = (SqlStore)await place.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Somebody_comes_back_as_they_were_kept_whatever_the_case_of_the_name()
    {
        var ann = Ann() with { RecoveryCodes = ["a", "b"], LastStep = 7, Wrong = 2, LockedUntil = Some.Start, SignedInAt = Some.Start, Authenticator = "x", OpenId = new("https://idp", "1") };
        await KeepAsync(ann);

        var found = await store.TryGetPersonAsync("ÄNN", Cancel);

        found.ShouldNotBeNull().Version.ShouldBe(1);
        JsonSerializer.Serialize(found).ShouldBe(JsonSerializer.Serialize(ann));
        (await store.TryGetPersonAsync("bob", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_who_change_the_same_state_one_is_told_and_nothing_of_theirs_is_kept()
    {
        await KeepAsync(Ann());
        var state = (await store.TryGetPersonAsync("änn", Cancel))!;
        var other = (SqlStore)await place.OpenAsync();

        (await store.KeepAsync(Change(state with { Wrong = 1 }), Cancel)).ShouldBe(SignInOutcome.Done);
        (await other.KeepAsync(Change(state with { Wrong = 9 }) with { Begins = Session("s") }, Cancel)).ShouldBe(SignInOutcome.Changed);
        (await other.KeepAsync(Change(Ann() with { Wrong = 9 }), Cancel)).ShouldBe(SignInOutcome.Changed, "a name that is taken");
        (await other.KeepAsync(Change(null) with { Removed = state }, Cancel)).ShouldBe(SignInOutcome.Changed);

        (await store.TryGetPersonAsync("änn", Cancel))!.Wrong.ShouldBe(1);
        (await store.TryGetSessionAsync("s", Cancel)).ShouldBeNull();
        (await store.TryGetAuditHeadAsync(Core.Audit.AuditChain.Installation, Cancel))!.Seq.ShouldBe(2);
    }

    [Fact]
    public async Task The_last_admin_stays_and_one_who_cannot_sign_in_is_none()
    {
        await KeepAsync(Ann() with { Roles = [SignInRole.Admin] });
        await KeepAsync(Ann("bob") with { Roles = [SignInRole.Admin], PasswordHash = null });
        var ann = (await store.TryGetPersonAsync("änn", Cancel))!;

        (await store.HasAdminAsync(Cancel)).ShouldBeTrue();
        (await store.KeepAsync(Change(null) with { Removed = ann }, Cancel)).ShouldBe(SignInOutcome.LastAdmin);
        (await store.KeepAsync(Change(ann with { Roles = [SignInRole.Viewer] }), Cancel)).ShouldBe(SignInOutcome.LastAdmin);
        (await store.KeepAsync(Change(ann with { PasswordHash = null }), Cancel)).ShouldBe(SignInOutcome.LastAdmin);
        (await store.TryGetPersonAsync("änn", Cancel))!.Version.ShouldBe(1);
        await KeepAsync(Ann("cleo") with { Roles = [SignInRole.Admin] });
        (await store.KeepAsync(Change(null) with { Removed = ann }, Cancel)).ShouldBe(SignInOutcome.Done);
    }

    [Fact]
    public async Task Who_goes_takes_sessions_links_and_tokens_along_and_others_keep_theirs()
    {
        await KeepAsync(Ann());
        await KeepAsync(Ann("bob"));
        foreach (var name in new[] { "änn", "bob" })
        {
            await store.KeepAsync(Change(null) with { Begins = Session($"session-{name}", name), Makes = new($"link-{name}", name, Some.Start.AddHours(1)) }, Cancel);
            await store.AddTokenAsync(new($"token-{name}-long-enough", name, "", SignInRole.Viewer, "", Some.Start, Some.Start), Event(), Cancel);
        }

        await store.KeepAsync(Change(null) with { Removed = await store.TryGetPersonAsync("änn", Cancel) }, Cancel);

        (await store.TryGetSessionAsync("session-änn", Cancel)).ShouldBeNull();
        (await store.TryGetLinkAsync("link-änn", Cancel)).ShouldBeNull();
        (await store.TokensAsync("ÄNN", Cancel)).ShouldBeEmpty();
        (await store.SignInsAsync(Cancel)).Select(p => p.Name).ShouldBe(["bob"]);
        (await store.TryGetSessionAsync("session-bob", Cancel)).ShouldNotBeNull();
        (await store.TryGetLinkAsync("link-bob", Cancel)).ShouldNotBeNull();
        (await store.TokensAsync("BOB", Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_link_is_used_once_and_what_was_to_be_done_with_it_is_not_done_twice()
    {
        await KeepAsync(Ann());
        var link = new OneTimeLink("link", "änn", Some.Start.AddHours(1), TakesAuthenticator: true);
        await store.KeepAsync(Change(null) with { Makes = link }, Cancel);
        (await store.TryGetLinkAsync("link", Cancel)).ShouldBe(link);
        var ann = (await store.TryGetPersonAsync("änn", Cancel))!;

        (await store.KeepAsync(Change(ann with { PasswordHash = "one" }) with { Uses = link }, Cancel)).ShouldBe(SignInOutcome.Done);
        (await store.KeepAsync(Change(ann with { Version = 2, PasswordHash = "two" }) with { Uses = link }, Cancel)).ShouldBe(SignInOutcome.LinkUsed);

        (await store.TryGetPersonAsync("änn", Cancel))!.PasswordHash.ShouldBe("one");
    }

    [Fact]
    public async Task Sessions_end_one_by_one_all_but_one_and_what_is_over_goes_with_the_next_that_begins()
    {
        foreach (var hash in new[] { "1", "2", "3" })
            await store.KeepAsync(Change(null) with { Begins = Session(hash) }, Cancel);
        (await store.SessionsAsync("änn", Some.Start, Cancel)).Select(s => s.Hash).ShouldBe(["1", "2", "3"]);

        await store.KeepAsync(Change(null) with { Ends = "1" }, Cancel);
        await store.KeepAsync(Change(null) with { EndsAllOf = "ÄNN", Keeps = "3" }, Cancel);
        (await store.SessionsAsync("änn", Some.Start, Cancel)).Select(s => s.Hash).ShouldBe(["3"]);
        await store.TouchSessionAsync(Session("3") with { SeenAt = Some.Start.AddMinutes(-40) }, Cancel);
        await store.TouchSessionAsync(Session("1"), Cancel);
        (await store.SessionsAsync("änn", Some.Start, Cancel)).ShouldBeEmpty();

        await store.KeepAsync(Change(null) with { Begins = Session("4") }, Cancel);

        (await store.TryGetSessionAsync("3", Cancel)).ShouldBeNull();
        (await store.TryGetSessionAsync("1", Cancel)).ShouldBeNull("one that ended does not come back by being used");
    }

    private static Person Ann(string name = "Änn") => new() { Name = name, Roles = [SignInRole.Viewer, SignInRole.Operator], PasswordHash = "hash", CreatedAt = Some.Start };

    private static Session Session(string hash, string name = "änn") => new(hash, name, Some.Start, Some.Start);

    private static Core.Audit.AuditEvent Event() => SignInBook.Event("ann", "test.change");

    private static SignInChange Change(Person? person) => new(Event()) { Person = person };

    private async Task KeepAsync(Person person) => (await store.KeepAsync(Change(person), Cancel)).ShouldBe(SignInOutcome.Done);
}
