using System.Runtime.Versioning;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Storage;

namespace Recoup.Tests.Storage;

/// <summary>The file itself: who may read it, what is in it, and what is said when it is not as it should be.</summary>
public sealed class SqliteFacts : IAsyncDisposable
{
    private static readonly OrgId Org = Some.Org;
    private readonly SqlitePlace place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => place.DisposeAsync();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_what_is_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions");
        var store = await place.OpenAsync();
        await store.SaveScanAsync(Some.Scan(), Cancel);

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(place.Data).ShouldBe(owner | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(place.Data))
            File.GetUnixFileMode(file).ShouldBe(owner, file);
    }

    [Fact]
    public async Task A_secret_is_nowhere_in_clear()
    {
        var store = await place.OpenAsync();
        await store.SaveSecretAsync(Org, SecretName.OrgKey, "find-me-if-you-can", Cancel);
        await store.SaveConnectionAsync(new(Org, "but-this-is-found", Connection.Atlassian, []), Cancel);

        var bytes = place.Everything();
        bytes.ShouldContain("but-this-is-found");
        bytes.ShouldNotContain("find-me-if-you-can");
    }

    [Fact]
    public async Task A_secret_without_its_key_ring_says_what_to_do()
    {
        var store = await place.OpenAsync();
        await store.SaveSecretAsync(Org, SecretName.OrgKey, "secret", Cancel);
        var other = await place.OpenAsync(new EphemeralDataProtectionProvider().CreateProtector("recoup"));

        var e = await Should.ThrowAsync<StoreException>(() => other.TryGetSecretAsync(Org, SecretName.OrgKey, Cancel));
        e.Message.ShouldContain("key ring");
    }

    [Fact]
    public async Task A_secret_copied_to_another_name_does_not_decrypt()
    {
        var store = await place.OpenAsync();
        await store.SaveSecretAsync(Org, "one", "secret", Cancel);
        Execute("insert into secrets select org_id, 'two', protected from secrets");

        await Should.ThrowAsync<StoreException>(() => store.TryGetSecretAsync(Org, "two", Cancel));
    }

    [Fact]
    public async Task Two_writers_at_once_both_get_through()
    {
        var stores = new[] { await place.OpenAsync(), await place.OpenAsync() };

        await Task.WhenAll(stores.Select((store, i) => Task.Run(
            async () =>
            {
                for (var page = 0; page < 20; page++)
                    await store.SaveAccountsAsync(Some.Scan($"scan-{i}"), Some.Pages(1, 20, from: page), Cancel);
            },
            Cancel)));

        (await stores[0].AccountPagesAsync(Org, new("scan-0"), 0, 99, Cancel)).Count.ShouldBe(20);
        (await stores[0].AccountPagesAsync(Org, new("scan-1"), 0, 99, Cancel)).Count.ShouldBe(20);
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
    public async Task Migrations_are_written_down_with_their_time()
    {
        await place.OpenAsync();

        using var connection = place.Connect();
        connection.Query<string>("select number || ' ' || name || ' ' || applied_at from schema_versions order by number")
            .ShouldBe(Migration.For("sqlite").Select(m => $"{m.Number} {m.Name} {Some.Start.ToUnixTimeMilliseconds()}"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Migrations_are_numbered_without_gaps_for_each_database(string dialect)
    {
        var numbers = Migration.For(dialect).Select(m => m.Number).ToList();

        numbers.Count.ShouldBeGreaterThan(1);
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
    }

    [Fact]
    public async Task P27_What_is_forgotten_is_in_no_file()
    {
        var store = await place.OpenAsync();
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Account("712020:forget-me"), Some.Account("712020:keep-me")])], Cancel);
        await store.SaveListingAsync(Some.Scan(), new(0) { Guard = [new(new("712020:forget-me"), true)] }, Cancel);

        await store.EraseAsync(new Engine.Erasure.Person(Org, new("712020:forget-me"), Commits.Event(Org, "person.forget")), Cancel);

        var bytes = place.Everything();
        bytes.ShouldContain("keep-me");
        bytes.ShouldNotContain("forget-me");
    }

    [Fact]
    public async Task An_edited_old_migration_is_refused()
    {
        await place.OpenAsync();
        Execute("update schema_versions set hash = 'another'");

        var e = await Should.ThrowAsync<MigrationChangedException>(place.OpenAsync);
        e.Message.ShouldContain("0001-first.sql");
    }

    [Fact]
    public async Task A_newer_database_is_refused_and_says_what_to_do()
    {
        await place.OpenAsync();
        Execute("insert into schema_versions (number, name, hash, applied_at) values (9999, 'future', '', 0)");

        var e = await Should.ThrowAsync<DatabaseTooNewException>(place.OpenAsync);
        e.Message.ShouldContain("newer Recoup");
        e.Message.ShouldContain(place.File);
    }

    [Fact]
    public async Task A_text_file_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(place.Data);
        await File.WriteAllTextAsync(place.File, string.Concat(Enumerable.Repeat("This is a letter, not a database.\n", 100)), Cancel);

        var e = await Should.ThrowAsync<StoreException>(place.OpenAsync);
        e.Message.ShouldContain($"{place.File} is not a Recoup database");
        (await File.ReadAllTextAsync(place.File, Cancel)).ShouldStartWith("This is a letter");
    }

    [Fact]
    public async Task A_directory_in_the_files_place_is_refused()
    {
        Directory.CreateDirectory(place.File);

        var e = await Should.ThrowAsync<StoreException>(place.OpenAsync);
        e.Message.ShouldContain($"{place.File} cannot be opened");
    }

    [Fact]
    public async Task A_file_in_the_directorys_place_is_refused()
    {
        await File.WriteAllTextAsync(place.Data, "", Cancel);

        var e = await Should.ThrowAsync<StoreException>(place.OpenAsync);
        e.Message.ShouldContain($"{place.File} cannot be made");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_read_only_file_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root may write everything");
        await (await place.OpenAsync(new EphemeralDataProtectionProvider().CreateProtector("recoup"))).DisposeAsync();
        File.SetUnixFileMode(place.File, UnixFileMode.UserRead);

        var e = await Should.ThrowAsync<StoreException>(place.OpenImpatientlyAsync);
        e.Message.ShouldContain($"{place.File} cannot be written to");
    }

    [Fact]
    public async Task A_locked_file_says_who_might_have_it()
    {
        await place.OpenAsync();
        using var connection = place.Connect();
        connection.Execute("begin immediate");

        var e = await Should.ThrowAsync<StoreException>(place.OpenImpatientlyAsync);
        e.Message.ShouldContain($"{place.File} is locked by another program");
    }

    [Fact]
    public async Task A_full_disk_is_told()
    {
        var store = await place.OpenAsync();
        // The store's own connection comes back from the pool with a limit that the file has reached.
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(new SqliteDatabase(place.Data, TimeSpan.FromSeconds(30)).ConnectionString))
        {
            connection.Open();
            connection.Execute("pragma max_page_count = 1");
        }

        var e = await Should.ThrowAsync<StoreException>(() => store.SaveAccountsAsync(Some.Scan(), Some.Pages(5, 100), Cancel));

        e.Message.ShouldContain($"{place.File} could not grow: the disk is full");
    }

    [Fact]
    public async Task A_damaged_file_is_told()
    {
        var store = await place.OpenAsync();
        await store.SaveAccountsAsync(Some.Scan(), Some.Pages(5, 100), Cancel);
        Execute("pragma wal_checkpoint(truncate)");
        var bytes = await File.ReadAllBytesAsync(place.File, Cancel);
        Array.Fill(bytes, (byte)0xA5, 4_096, bytes.Length - 4_096);
        await File.WriteAllBytesAsync(place.File, bytes, Cancel);

        var e = await Should.ThrowAsync<StoreException>(place.OpenAsync);

        e.Message.ShouldContain($"{place.File} is damaged. Restore it from a backup.");
    }

    private void Execute(string sql)
    {
        using var connection = place.Connect();
        connection.Execute(sql);
    }
}
