using System.Data.Common;
using Dapper;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Auditing;
using Recoup.Storage;

namespace Recoup.Tests.Storage;

public sealed class AuditOnSqlite() : AuditFacts(new SqlitePlace())
{
    [Theory]
    [InlineData("insert or replace into audit_entries (org_id, seq, record, hash) select org_id, 1, '{}', hash from audit_entries where seq = 2")]
    [InlineData("replace into audit_entries (org_id, seq, record, hash) select org_id, 3, '{}', hash from audit_entries where seq = 2")]
    [InlineData("insert or ignore into audit_entries (org_id, seq, record, hash) select org_id, 5, record, hash from audit_entries where seq = 2")]
    [InlineData("update or replace audit_entries set seq = 1 where seq = 2")]
    public void P14_Not_even_with_or_replace(string sql) => Refuses(sql);

    [Theory]
    [InlineData("insert or replace into audit_entries (rowid, org_id, seq, record, hash) select 1, org_id, 4, record, hash from audit_entries where seq = 2", "rowid")]
    [InlineData("insert or replace into audit_heads (rowid, org_id, seq, hash) select 1, org_id, seq, hash from audit_entries where seq = 3", "rowid")]
    public void P14_There_is_no_row_number_to_replace_an_old_entry_by(string sql, string words) => Refuses(sql, words);

    [Fact]
    public async Task A_log_from_before_goes_on()
    {
        await using var old = new SqlitePlace();
        await GoesOnAsync(old, new SqliteDatabase(old.Data, TimeSpan.FromSeconds(30)));
    }
}

public sealed class AuditOnPostgres() : AuditFacts(new PostgresPlace())
{
    [Theory]
    [InlineData("truncate audit_entries")]
    [InlineData("truncate audit_entries, audit_heads cascade")]
    [InlineData("create temp table audit_entries as select 'org-1' as org_id, 8 as seq; insert into SCHEMA.audit_entries (org_id, seq, record, hash) values ('org-1', 9, '{}', '')")]
    public void P14_Not_even_with_truncate_or_a_table_of_the_same_name(string sql) => Refuses(sql);

    [Fact]
    public void P14_The_head_is_not_truncated() => Refuses("truncate audit_heads", "nothing else");

    [Fact]
    public async Task A_log_from_before_goes_on()
    {
        await using var old = new PostgresPlace();
        await GoesOnAsync(old, new PostgresDatabase(PostgresAddress.Parse(old.Address), TimeSpan.FromSeconds(30)));
    }
}

/// <summary>The log in its tables: what the database refuses, and what a check finds where somebody lifted that.</summary>
public abstract class AuditFacts(ISqlPlace place) : IAsyncLifetime
{
    private static readonly OrgId Org = new("org-1");
    private static readonly AuditChain Chain = AuditChain.Of(Org);
    private static readonly AccountId Ann = new("712020:ann-canary");

    private IStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A log of three entries, and one of another organisation.</summary>
    public async ValueTask InitializeAsync()
    {
        store = await place.OpenAsync();
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "settings.set", note: "90 to 60")), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "hold.add", Ann, "canary is away")), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "scan.end") with { Numbers = new Dictionary<string, long> { ["accounts"] = 3 } }), Cancel);
        await store.CommitAsync(new Change(new("other"), Commits.Event(new("other"))), Cancel);
        (await VerifyAsync()).Fault.ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("update audit_entries set record = '{}' where seq = 1")]
    [InlineData("update audit_entries set hash = record")]
    [InlineData("update audit_entries set seq = 4 where seq = 3")]
    [InlineData("update audit_entries set org_id = 'third'")]
    [InlineData("delete from audit_entries where seq = 2")]
    [InlineData("delete from audit_entries where seq = 3")]
    [InlineData("delete from audit_entries")]
    [InlineData("insert into audit_entries (org_id, seq, record, hash) select org_id, 5, record, hash from audit_entries where seq = 2")]
    [InlineData("insert into audit_entries (org_id, seq, record, hash) select org_id, 0, record, hash from audit_entries where seq = 2")]
    [InlineData("insert into audit_entries (org_id, seq, record, hash) select org_id, 2, record, hash from audit_entries where seq = 2")]
    [InlineData("insert into audit_entries (org_id, seq, record, hash) select org_id, 2, record, hash from audit_entries where seq = 2 on conflict (org_id, seq) do update set record = '{}'")]
    [InlineData("insert into audit_entries (org_id, seq, record, hash) select 'third', 2, record, hash from audit_entries where seq = 2")]
    public void P14_The_database_itself_refuses_to_change_the_log(string sql) => Refuses(sql);

    [Theory]
    [InlineData("update audit_heads set seq = 2, hash = (select hash from audit_entries e where e.org_id = audit_heads.org_id and e.seq = 2) where seq = 3")]
    [InlineData("update audit_heads set seq = seq + 1")]
    [InlineData("update audit_heads set hash = 'a'")]
    [InlineData("update audit_heads set org_id = 'third' where seq = 3")]
    [InlineData("delete from audit_heads")]
    [InlineData("insert into audit_heads (org_id, seq, hash) values ('third', 1, 'a')")]
    [InlineData("insert into audit_heads (org_id, seq, hash) select org_id, 2, hash from audit_entries where seq = 2 on conflict (org_id) do update set seq = excluded.seq")]
    public void P14_The_database_itself_refuses_to_move_the_head(string sql) => Refuses(sql, "nothing else");

    [Fact]
    public async Task P14_An_entry_that_Recoup_did_not_write_is_named()
    {
        var second = (await store.AuditAsync(Chain, new(2, 2), Cancel)).Single().Entry;
        var forged = AuditEntry.After(AuditHead.Parse(await HeadAsync()), AuditRecord.Parse(second.Record) with { Seq = 4 });

        Execute($"insert into audit_entries (org_id, seq, record, hash) values ('{Org}', 4, '{forged.Record}', '{forged.Hash}')");

        (await VerifyAsync()).Fault.ShouldBe(new(4, "the log keeps entry 3 as its head, and its entries end with 4"));
    }

    public static TheoryData<string, string> Columns => new()
    {
        { "audit_entries", "org_id" }, { "audit_entries", "record" }, { "audit_entries", "hash" }, { "audit_heads", "org_id" }, { "audit_heads", "hash" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public Task P14_A_flip_in_any_byte_of_any_stored_text_is_noticed_at_its_place(string table, string column) => place.TamperAsync(async connection =>
    {
        var where = table == "audit_entries" ? "seq = 2" : $"org_id = '{Org}'";
        // A head without its name is none, and one with another hash is not the third entry's.
        var seq = (table, column) switch { ("audit_entries", _) => 2, (_, "hash") => 3, _ => 1 };
        var text = connection.QuerySingle<string>($"select {column} from {table} where {where}");
        for (var i = 0; i < text.Length; i++)
        {
            var flipped = text[..i] + (char)(text[i] ^ 1) + text[(i + 1)..];
            connection.Execute($"update {table} set {column} = @flipped where {where}", new { flipped });
            (await VerifyAsync()).Fault.ShouldNotBeNull($"byte {i}").Seq.ShouldBe(seq, $"byte {i}");
            connection.Execute($"update {table} set {column} = @text where {column} = @flipped", new { text, flipped });
        }

        (await VerifyAsync()).Fault.ShouldBeNull();
    });

    [Theory]
    [InlineData("audit_entries", 1)]
    [InlineData("audit_entries", 3)]
    [InlineData("audit_heads", 3)]
    public Task P14_A_flip_in_any_bit_of_any_stored_number_is_noticed_at_its_place(string table, long number) => place.TamperAsync(async connection =>
    {
        for (var bit = 0; bit < 64; bit++)
        {
            var flipped = number ^ (1L << bit);
            // Where another entry is already, the database takes no second one.
            if (table == "audit_entries" && flipped is >= 1 and <= 3)
                continue;
            connection.Execute($"update {table} set seq = @flipped where org_id = @org and seq = @number", new { flipped, number, org = Org.Value });
            var fault = (await VerifyAsync()).Fault.ShouldNotBeNull($"bit {bit}");
            connection.Execute($"update {table} set seq = @number where org_id = @org and seq = @flipped", new { flipped, number, org = Org.Value });

            fault.Seq.ShouldBe(table == "audit_heads" ? Math.Clamp(flipped, 0, 3) + 1 : flipped < 0 ? 1 : number, $"bit {bit}: {fault.What}");
        }

        (await VerifyAsync()).Fault.ShouldBeNull();
    });

    [Theory]
    [InlineData("delete from audit_entries where seq = 1 and org_id = 'org-1'", 1, "missing")]
    [InlineData("delete from audit_entries where seq = 2", 2, "missing")]
    [InlineData("delete from audit_entries where seq = 3", 3, "keeps entry 3 as its head, and its entries end with 2")]
    [InlineData("delete from audit_entries where org_id = 'org-1'", 1, "keeps entry 3 as its head, and its entries end with 0")]
    [InlineData("delete from audit_heads", 1, "keeps entry 0 as its head, and its entries end with 3")]
    [InlineData("update audit_entries set seq = 9 where seq = 2; update audit_entries set seq = 2 where seq = 3; update audit_entries set seq = 3 where seq = 9", 2, "reordered")]
    [InlineData("update audit_entries set seq = 4 where seq = 3; insert into audit_entries select org_id, 3, record, hash from audit_entries where seq = 2", 3, "inserted")]
    [InlineData("insert into audit_entries select org_id, 0, record, hash from audit_entries where seq = 2", 1, "entry 2 stands in its place")]
    [InlineData("insert into audit_entries select org_id, -7, record, hash from audit_entries where seq = 1 and org_id = 'org-1'", 1, "stored as entry -7")]
    [InlineData("insert into audit_entries select org_id, 1000000, record, hash from audit_entries where seq = 3", 4, "entry 3 stands in its place")]
    [InlineData("delete from audit_entries where seq = 2; insert into audit_entries select org_id, 2, record, hash from audit_entries where seq = 3", 2, "entry 3 stands in its place")]
    [InlineData("update audit_entries set seq = seq + 10 where org_id = 'org-1'", 1, "stored as entry 11")]
    [InlineData("update audit_heads set seq = 2 where seq = 3", 3, "keeps entry 2 as its head, and its entries end with 3")]
    [InlineData("update audit_heads set hash = (select hash from audit_entries where seq = 2) where seq = 3", 3, "not the one that the log keeps as its head")]
    [InlineData("delete from audit_entries where org_id = 'org-1'; delete from audit_heads where org_id = 'org-1'; update audit_entries set org_id = 'org-1'; update audit_heads set org_id = 'org-1'", 1, "belongs to the chain \"other\" and not to \"org-1\"")]
    public async Task P14_What_somebody_does_who_lifted_the_refusals_is_named(string sql, int seq, string words)
    {
        await TamperAsync(sql);

        var fault = (await VerifyAsync()).Fault.ShouldNotBeNull();

        fault.Seq.ShouldBe(seq, fault.What);
        fault.What.ShouldContain(words);
    }

    [Fact]
    public async Task P14_Who_cuts_the_tail_and_sets_the_head_back_is_found_out_by_an_earlier_head_and_only_by_that()
    {
        var earlier = await HeadAsync();
        await TamperAsync("delete from audit_entries where seq = 3; update audit_heads set seq = 2, hash = (select hash from audit_entries where seq = 2) where seq = 3");

        (await VerifyAsync()).Fault.ShouldBeNull();
        (await VerifyAsync(earlier)).Fault.ShouldBe(new(3, "the chain ends at entry 2 and once had 3: its end was cut off"));
        await store.CommitAsync(new Change(Org, Commits.Event(Org)), Cancel);
        (await VerifyAsync()).Fault.ShouldBeNull();
        (await VerifyAsync(earlier)).Fault.ShouldNotBeNull().Seq.ShouldBe(3);
    }

    [Theory]
    [InlineData("update audit_heads set seq = 2 where seq = 3")]
    [InlineData("update audit_heads set seq = 7 where seq = 3")]
    [InlineData("delete from audit_heads where seq = 3")]
    [InlineData("delete from audit_entries where seq = 3 and org_id = 'org-1'")]
    public async Task P14_Nothing_is_appended_to_a_log_whose_head_was_moved(string sql)
    {
        await TamperAsync(sql);

        (await Should.ThrowAsync<StoreException>(() => store.CommitAsync(new Change(Org, Commits.Event(Org)), Cancel))).Message.ShouldContain("appended and nothing else");
        (await VerifyAsync()).Fault.ShouldNotBeNull();
    }

    [Fact]
    public async Task P14_A_purge_leaves_the_refusals_as_they_were()
    {
        await store.EraseAsync(new Erasure.Everything(new("other"), Commits.Event(Org, "organization.purge")), Cancel);

        Refuses("delete from audit_entries");
        Refuses("delete from audit_heads", "nothing else");
        (await VerifyAsync()).Head.Seq.ShouldBe(4);
        Rows().ShouldNotContain("other");
    }

    [Fact]
    public async Task P27_What_is_forgotten_is_in_no_row_and_in_no_export_and_the_chain_holds()
    {
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "hold.add", new("712020:bob"), "he-stays") with { Actor = Ann.Value }), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "audit.export") with { Chain = AuditChain.Installation, Actor = Ann.Value }), Cancel);
        var head = await HeadAsync();
        place.Everything().ShouldContain("canary is away");

        await store.EraseAsync(new Erasure.Person(Org, Ann, Commits.Event(Org, "person.forget")), Cancel);

        (await VerifyAsync(head)).ShouldSatisfyAllConditions(c => c.Fault.ShouldBeNull(), c => c.Head.Seq.ShouldBe(5));
        place.Everything().ShouldNotContain("canary");
        place.Everything().ShouldContain("he-stays");
        foreach (var format in Enum.GetValues<AuditFormat>())
        {
            await using var file = new StringWriter();
            await AuditExport.WriteAsync(StoredLog.ReadAsync(store, Chain, Cancel), format, file, Cancel);
            file.ToString().ShouldNotContain("canary");
            file.ToString().ShouldContain("he-stays");
            (await AuditFile.VerifyAsync(new StringReader(file.ToString()), EarlierHead.Parse(head), Chain, Cancel)).Fault.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("update audit_names set name = 'somebody-else'")]
    [InlineData("update audit_notes set note = 'something else'")]
    [InlineData("delete from audit_names; delete from audit_notes")]
    public async Task Names_and_notes_are_outside_the_chain_which_cannot_prove_them(string sql)
    {
        Execute(sql);

        (await VerifyAsync()).Fault.ShouldBeNull();
    }

    /// <summary>Entries that were written before heads were guarded are kept, and the next one follows them.</summary>
    private protected static async Task GoesOnAsync(ISqlPlace old, Database database)
    {
        var before = Migration.For(database.Dialect).TakeWhile(m => m.Name != "audit-heads").ToList();
        await new Migrator(database, before, TimeProvider.System).RunAsync(Cancel);
        await database.DisposeAsync();
        using (var connection = old.Beside())
        {
            var entries = Audit.Log.Entries(3);
            for (var i = 0; i < entries.Count; i++)
                connection.Execute($"insert into audit_entries (org_id, seq, record, hash) values ('{Org}', {i + 1}, '{entries[i].Record}', '{entries[i].Hash}')");
            connection.Execute($"insert into audit_heads (org_id, seq, hash) values ('{Org}', 3, '{entries[^1].Hash}')");
        }

        var store = await old.OpenAsync();
        await store.CommitAsync(new Change(Org, Commits.Event(Org)), Cancel);

        (await StoredLog.VerifyAsync(store, Chain, null, Cancel)).ShouldSatisfyAllConditions(c => c.Fault.ShouldBeNull(), c => c.Head.Seq.ShouldBe(4));
    }

    protected void Refuses(string sql, string words = "audit entries are appended and nothing else")
    {
        var before = Rows();
        using var connection = place.Beside();

        Should.Throw<DbException>(() => connection.Execute(sql.Replace("SCHEMA", Schema(connection)))).Message.ShouldContain(words);

        Rows().ShouldBe(before);
    }

    private static string Schema(DbConnection connection) => connection is Npgsql.NpgsqlConnection ? connection.QuerySingle<string>("select current_schema()") : "main";

    private string Rows()
    {
        using var connection = place.Beside();
        return string.Join('\n', connection.Query<string>("select org_id || seq || record || hash from audit_entries union all select org_id || seq || hash from audit_heads order by 1"));
    }

    private void Execute(string sql)
    {
        using var connection = place.Beside();
        connection.Execute(sql);
    }

    private Task TamperAsync(string sql) => place.TamperAsync(async connection => await connection.ExecuteAsync(sql));

    private async Task<string> HeadAsync() => (await store.TryGetAuditHeadAsync(Chain, Cancel))!.ToString();

    private Task<AuditCheck> VerifyAsync(string? earlier = null) =>
        StoredLog.VerifyAsync(store, Chain, earlier is null ? null : EarlierHead.Parse(earlier), Cancel);
}
