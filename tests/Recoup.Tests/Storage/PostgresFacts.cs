using Dapper;
using Npgsql;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Storage;

namespace Recoup.Tests.Storage;

/// <summary>The server itself: what is made there, who waits for whom, and what is said when it is not as it should be.</summary>
public sealed class PostgresFacts : IAsyncDisposable
{
    private static readonly OrgId Org = Some.Org;
    private readonly PostgresPlace place = new();

    // Users and databases are the whole server's: named after the place, and dropped with it.
    private string Other => $"other_{place.Schema}";

    public PostgresFacts() => _ = place.Address;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => place.DisposeAsync();

    [Fact]
    public async Task Everything_is_in_the_schema_and_nothing_beside_it()
    {
        await place.OpenAsync();

        using var connection = place.Connect();
        connection.Query<string>("select distinct schemaname from pg_tables where tablename = 'accounts' and schemaname = @schema", new { schema = place.Schema }).ShouldBe([place.Schema]);
        connection.QuerySingle<long>("select count(*) from pg_tables where schemaname = 'public'").ShouldBe(0);
    }

    [Fact]
    public async Task Texts_sort_by_their_bytes_whatever_the_database_sorts_by()
    {
        place.Execute($"create database {Other} template template0 locale_provider icu icu_locale 'en-US'");
        try
        {
            var store = await place.OpenAsync(place.With(s => (s.Database, s.Pooling, s.SearchPath) = (Other, false, null)));
            await store.SaveAccountsAsync(Some.Scan(), [new(0, [.. new[] { "b", "A", "a", "B" }.Select(id => Some.Bare(id, "Same"))])], Cancel);

            (await store.AccountsAsync(Org, new("scan-1"), new(null, 0, 9), Cancel)).Select(a => a.Id.Value).ShouldBe(["A", "B", "a", "b"]);
        }
        finally
        {
            place.Execute($"drop database {Other}");
        }
    }

    [Fact]
    public async Task A_secret_is_nowhere_in_clear()
    {
        var store = await place.OpenAsync();
        await store.SaveSecretAsync(Org, SecretName.OrgKey, "find-me-if-you-can", Cancel);

        using var connection = place.Connect();
        connection.QuerySingle<string>("select protected from secrets").ShouldNotContain("find-me-if-you-can");
    }

    [Fact]
    public async Task Two_processes_that_migrate_at_once_take_turns()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => place.OpenAsync()));

        await Task.WhenAll(stores.Select((store, i) => store.SaveScanAsync(Some.Scan($"scan-{i}"), Cancel)));
        (await stores[0].ScansAsync(Org, new(9), Cancel)).Count.ShouldBe(4);
        using var connection = place.Connect();
        connection.QuerySingle<long>("select count(*) from schema_versions").ShouldBe(Migration.For("postgres").Count);
    }

    [Fact]
    public async Task Two_writers_at_once_both_get_through()
    {
        var stores = new[] { await place.OpenAsync(), await place.OpenAsync() };

        await Task.WhenAll(stores.Select(async (store, i) =>
        {
            for (var page = 0; page < 20; page++)
                await store.SaveAccountsAsync(Some.Scan($"scan-{i}"), Some.Pages(1, 20, from: page), Cancel);
        }));

        (await stores[0].AccountPagesAsync(Org, new("scan-0"), 0, 99, Cancel)).Count.ShouldBe(20);
        (await stores[0].AccountPagesAsync(Org, new("scan-1"), 0, 99, Cancel)).Count.ShouldBe(20);
    }

    [Fact]
    public async Task The_same_findings_saved_by_many_scans_at_once_never_lock_each_other_out()
    {
        var stores = new[] { await place.OpenAsync(), await place.OpenAsync() };
        var findings = Enumerable.Range(0, 50).Select(i => Some.Finding($"f{i}")).ToList();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            stores[i % 2].SaveRecommendationsAsync(Some.Scan($"scan-{i}"), i % 3 == 0 ? [.. findings.AsEnumerable().Reverse()] : findings, Cancel)));

        (await stores[0].RecommendationsAsync(Org, new(), Cancel)).Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_save_that_fails_half_way_leaves_nothing()
    {
        var store = await place.OpenAsync();
        var twice = new[] { Some.Finding("1"), Some.Finding("2") with { Rule = null! } };

        await Should.ThrowAsync<StoreException>(() => store.SaveRecommendationsAsync(Some.Scan(), twice, Cancel));

        (await store.RecommendationsAsync(Org, new(), Cancel)).ShouldBeEmpty();
        (await store.ScansAsync(Org, new(1), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_writer_that_waits_too_long_says_for_whom()
    {
        await place.OpenAsync();
        var store = await place.OpenAsync(place.Address, patience: 1);
        using var connection = place.Connect();
        using var transaction = connection.BeginTransaction();
        connection.Execute("lock table scans", transaction: transaction);

        await Says(() => store.SaveScanAsync(Some.Scan(), Cancel), "is locked: another Recoup");
    }

    [Fact]
    public async Task A_connection_that_breaks_is_said_and_the_next_one_works()
    {
        var store = await place.OpenAsync(place.With(s => s.ApplicationName = place.Schema));
        await store.SaveScanAsync(Some.Scan(), Cancel);
        place.Execute($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{place.Schema}' and pid <> pg_backend_pid()");

        await Says(() => store.ScansAsync(Org, new(9), Cancel), "was lost");
        (await store.ScansAsync(Org, new(9), Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_edited_old_migration_is_refused()
    {
        await place.OpenAsync();
        place.Execute("update schema_versions set hash = 'another'");

        var e = await Should.ThrowAsync<MigrationChangedException>(place.OpenAsync);
        e.Message.ShouldContain("0001-first.sql");
    }

    [Fact]
    public async Task A_newer_database_is_refused_and_says_what_to_do()
    {
        await place.OpenAsync();
        place.Execute("insert into schema_versions (number, name, hash, applied_at) values (9999, 'future', '', 0)");

        var e = await Should.ThrowAsync<DatabaseTooNewException>(place.OpenAsync);
        e.Message.ShouldContain("newer Recoup");
        e.Message.ShouldContain(place.Schema);
    }

    [Fact]
    public Task A_wrong_password_is_refused() =>
        Refused(s => s.Password = "canary-password", $"does not accept the password of {new NpgsqlConnectionStringBuilder(place.Address).Username}");

    [Fact]
    public Task An_unknown_user_is_refused() => Refused(s => (s.Username, s.Password) = ("nobody_here", "canary-password"), "nobody_here");

    [Fact]
    public Task A_database_that_is_not_there_is_named() => Refused(s => s.Database = "no_such", "PostgreSQL database no_such at 127.0.0.1", "does not exist");

    [Fact]
    public Task A_server_that_is_not_there_is_named() => Refused(s => (s.Port, s.Password) = (1, "canary-password"), "at 127.0.0.1:1", "cannot be reached");

    [Fact]
    public Task A_host_that_is_not_known_is_named() => Refused(s => (s.Host, s.SslMode) = ("no-such-host.invalid", SslMode.VerifyFull), "at no-such-host.invalid:", "cannot be reached");

    [Fact]
    public async Task A_user_who_may_not_make_the_schema_is_told_what_to_grant()
    {
        place.Execute($"create role {Other} login password 'canary-password'");
        try
        {
            await Refused(s => (s.Username, s.Password, s.Pooling) = (Other, "canary-password", false), $"create schema {place.Schema} authorization {Other}");
        }
        finally
        {
            place.Execute($"drop role {Other}");
        }
    }

    [Fact]
    public Task A_read_only_standby_is_told() => Refused(s => s.Options = "-c default_transaction_read_only=on", "can only be read");

    [Fact]
    public async Task A_user_without_connections_left_is_told()
    {
        place.Execute($"create role {Other} login connection limit 0 password 'canary-password'");
        try
        {
            await Refused(s => (s.Username, s.Password, s.Pooling) = (Other, "canary-password", false), "takes no more connections");
        }
        finally
        {
            place.Execute($"drop role {Other}");
        }
    }

    private Task Refused(Action<NpgsqlConnectionStringBuilder> change, params string[] parts) => Says(() => place.OpenAsync(place.With(change)), parts);

    /// <summary>It fails with these words, with the place, and without a password anywhere in it.</summary>
    private async Task Says(Func<Task> work, params string[] parts)
    {
        var e = await Should.ThrowAsync<StoreException>(work);
        foreach (var part in parts)
            e.Message.ShouldContain(part);
        e.Message.ShouldContain($"schema {place.Schema}");
        e.ToString().ShouldNotContain("canary-password");
        e.ToString().ShouldNotContain(new NpgsqlConnectionStringBuilder(place.Address).Password!);
    }
}
