using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine.Auditing;

namespace Recoup.Tests.Audit;

public sealed class FileTests
{
    /// <summary>An entry for every odd text, as actor, subject, note and chain.</summary>
    private static readonly List<ShownEntry> Odd = Log.Of(Log.OddTexts.Select(t => Log.Event(chain: new("=org"), actor: t, note: t) with { Subject = new AccountId(t) }));

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_A_file_gives_back_what_was_written_and_verifies(AuditFormat format)
    {
        var file = await Log.FileAsync(Odd, format);

        // A CSV in memory keeps half a surrogate pair; bytes and JSON cannot.
        (await Log.ReadAsync(file)).ShouldBe(format == AuditFormat.Csv ? Odd : Odd.ConvertAll(Whole));
        var check = await Log.VerifyAsync(file, Odd[3].Entry.Hash);
        check.ShouldBe(new(new AuditChain("=org"), new(Odd.Count, Odd[^1].Entry.Hash), null));
    }

    private static ShownEntry Whole(ShownEntry entry) => entry with { Actor = Whole(entry.Actor!), Subject = new AccountId(Whole(entry.Subject!.Value.Value)), Note = Whole(entry.Note!) };

    private static string Whole(string text) => text.Replace('\ud83d', '\ufffd').Replace("\ufffd\udc69", "\ud83d\udc69").Replace("\ufffd\udc67", "\ud83d\udc67");

    [Fact]
    public void P15_A_file_with_any_text_gives_it_back_and_verifies() => Prop.ForAll(Log.AnyText.Two().ToArbitrary(), texts =>
    {
        var (text, chain) = texts;
        var log = Log.Of(Log.Event(chain: new(Whole(chain)), actor: text, note: text), Log.Event(chain: new(Whole(chain)), actor: text, note: null) with { Subject = null });
        var file = Log.FileAsync(log, AuditFormat.Csv).GetAwaiter().GetResult();
        return Log.ReadAsync(file).GetAwaiter().GetResult().Select(e => (e.Entry, e.Actor ?? "", e.Note ?? "")).SequenceEqual(log.Select(e => (e.Entry, e.Actor ?? "", e.Note ?? "")))
            && Log.VerifyAsync(file).GetAwaiter().GetResult().Fault is null;
    }).Check(Log.Thousand);

    [Fact]
    public async Task P15_No_cell_begins_like_a_formula_and_no_row_breaks()
    {
        var file = await Log.FileAsync(Odd, AuditFormat.Csv);

        // Read as a spreadsheet would: whatever ends a line ends a row, quotes aside.
        using var csv = new CsvReader(new StringReader(file), new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false });
        var cells = new List<string>();
        while (csv.Read())
        {
            csv.Parser.Count.ShouldBe(11);
            cells.AddRange(csv.Parser.Record!);
        }

        cells.Count.ShouldBe(11 * (Odd.Count + 1));
        cells.ShouldAllBe(c => c.Length == 0 || !"=+-@\t\r\n＝＋－＠".Contains(c[0]));
        cells.Count(c => c.StartsWith("{\"seq\":", StringComparison.Ordinal)).ShouldBe(Odd.Count);
    }

    [Fact]
    public async Task P15_The_readable_columns_say_what_happened()
    {
        var file = await Log.FileAsync(Log.Of(Log.Event()), AuditFormat.Csv);

        file.ShouldStartWith("seq,at,chain,actor,subject,action,outcome,note,numbers,record,hash\n1,2026-11-01T06:31:00.000Z,org-1,ana,712020:ann,hold.add,done,on leave,Days=-30 seats=3,\"{\"\"seq\"\":1,");
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_What_was_erased_is_empty_and_the_chain_still_holds(AuditFormat format)
    {
        var erased = Odd.ConvertAll(e => new ShownEntry(e.Entry, null, null, null));

        var file = await Log.FileAsync(erased, format);

        (await Log.ReadAsync(file)).ShouldBe(erased);
        (await Log.VerifyAsync(file)).Fault.ShouldBeNull();
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_An_entry_is_written_before_the_next_is_asked_for(AuditFormat format)
    {
        await using var file = new StringWriter();
        var written = new List<int>();

        await AuditExport.WriteAsync(Slowly(), format, file, TestContext.Current.CancellationToken);

        written.Zip(written.Skip(1)).ShouldAllBe(w => w.Second > w.First);

        async IAsyncEnumerable<ShownEntry> Slowly()
        {
            foreach (var entry in Odd)
            {
                written.Add(file.GetStringBuilder().Length);
                yield return entry;
                await Task.CompletedTask;
            }
        }
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task An_entry_that_was_tampered_with_is_exported_for_others_to_see(AuditFormat format)
    {
        var log = Log.Of(Log.Event(), Log.Event(), Log.Event());
        log[1] = log[1] with { Entry = log[1].Entry with { Record = "=not a record\n" } };

        var check = await Log.VerifyAsync(await Log.FileAsync(log, format));

        check.Head.Seq.ShouldBe(1);
        check.Fault.ShouldNotBeNull().Seq.ShouldBe(2);
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_A_fault_names_its_line(AuditFormat format)
    {
        var log = Log.Of(Log.Event(), Log.Event(note: "two\nlines"), Log.Event());
        var file = await Log.FileAsync([log[0], log[1], log[1]], format);

        var fault = (await Log.VerifyAsync(file)).Fault.ShouldNotBeNull();

        fault.Seq.ShouldBe(3);
        fault.Line.ShouldBe(format == AuditFormat.Csv ? 6 : 3);
    }

    [Theory]
    [InlineData("seq", "2,2026", "3,2026")]
    [InlineData("at", "06:32:00.000Z,", "06:32:00.001Z,")]
    [InlineData("chain", ",org-1,", ",org-2,")]
    [InlineData("chain", ",org-1,", ",=org-1,")]
    [InlineData("action", ",hold.add,", ",hold.end,")]
    [InlineData("outcome", ",done,", ",,")]
    [InlineData("numbers", "seats=3", "seats=4")]
    public async Task P15_A_readable_column_that_was_edited_is_named(string column, string from, string to)
    {
        var lines = (await Log.FileAsync(Log.Of(Log.Event(), Log.Event(), Log.Event()), AuditFormat.Csv)).Split('\n');
        lines[2].ShouldContain(from);
        lines[2] = lines[2].Replace(from, to);

        var fault = (await Log.VerifyAsync(string.Join('\n', lines))).Fault.ShouldNotBeNull();

        fault.Seq.ShouldBe(2);
        fault.Line.ShouldBe(3);
        fault.What.ShouldStartWith($"the column \"{column}\" does not say what the record says");
    }

    public static TheoryData<string, Func<List<ShownEntry>, IEnumerable<ShownEntry>>, int, string> Tampering => new()
    {
        { "the first is gone", e => e[1..], 1, "missing" },
        { "one is gone", e => [.. e[..2], .. e[3..]], 3, "missing" },
        { "two are swapped", e => [e[0], e[2], e[1], .. e[3..]], 2, "reordered" },
        { "one is there twice", e => [.. e[..3], .. e[2..]], 4, "inserted" },
        { "one was put in, rightly hashed", e => [.. e[..2], MadeUp(e[1]), .. e[2..]], 4, "inserted" },
        { "one was replaced, rightly hashed", e => [.. e[..2], MadeUp(e[1]), .. e[3..]], 4, "edited" },
        { "one has another's hash", e => [.. e[..2], e[2] with { Entry = e[2].Entry with { Hash = e[3].Entry.Hash } }, .. e[3..]], 3, "edited" },
        { "its end is cut off", e => e[..4], 5, "its end was cut off" },
        { "it is made anew", e => Log.Of(e.Select(_ => Log.Event("made.up"))), 6, "rewritten" },
    };

    private static ShownEntry MadeUp(ShownEntry before)
    {
        var (seq, hash) = (AuditRecord.Parse(before.Entry.Record).Seq, before.Entry.Hash);
        return before with { Entry = AuditEntry.After(new(seq, hash), Log.Record(Log.Event("made.up"), seq + 1)) };
    }

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task P15_What_was_done_to_a_file_is_named_with_entry_and_line(string what, Func<List<ShownEntry>, IEnumerable<ShownEntry>> tamper, int seq, string words)
    {
        var log = Log.Of(Enumerable.Range(0, 6).Select(_ => Log.Event()));
        foreach (var format in Enum.GetValues<AuditFormat>())
        {
            var fault = (await Log.VerifyAsync(await Log.FileAsync(tamper(log), format), $"6:{log[5].Entry.Hash}")).Fault.ShouldNotBeNull(what);

            fault.Seq.ShouldBe(seq, what);
            fault.What.ShouldContain(words, Case.Sensitive, what);
            fault.Line.ShouldBe(seq == 5 ? null : format == AuditFormat.Csv ? seq + 1 : seq, what);
        }
    }

    [Fact]
    public async Task A_file_of_another_chain_is_told_when_one_was_expected()
    {
        var file = await Log.FileAsync(Log.Of(Log.Event()), AuditFormat.Csv);

        (await Log.VerifyAsync(file, chain: Log.Org)).Fault.ShouldBeNull();
        (await Log.VerifyAsync(file, chain: AuditChain.Installation)).Fault.ShouldBe(new(1, "it belongs to the chain \"org-1\" and not to \"installation\"", 2));
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task A_subject_or_a_note_that_the_record_does_not_know_was_added(AuditFormat format)
    {
        var bare = Log.Of(Log.Event(note: null) with { Subject = null })[0];

        (await Log.VerifyAsync(await Log.FileAsync([bare], format))).Fault.ShouldBeNull();
        (await Log.VerifyAsync(await Log.FileAsync([bare with { Subject = new AccountId("a") }], format))).Fault.ShouldNotBeNull().What.ShouldContain("there is a subject");
        (await Log.VerifyAsync(await Log.FileAsync([bare with { Note = "a" }], format))).Fault.ShouldNotBeNull().What.ShouldContain("there is a note");
    }

    public static TheoryData<string, Func<string, string>> Shapes => new()
    {
        { "byte-order mark", f => "\uFEFF" + f },
        { "Windows lines", f => f.Replace("\n", "\r\n") },
        { "no last line feed", f => f.TrimEnd('\n') },
        { "an empty last line", f => f + "\n" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Takes_the_file_in_every_shape(string shape, Func<string, string> reshape)
    {
        var log = Log.Of(Log.Event(), Log.Event());

        foreach (var format in Enum.GetValues<AuditFormat>())
            (await Log.VerifyAsync(reshape(await Log.FileAsync(log, format)))).ShouldBe(new(Log.Org, new(2, log[1].Entry.Hash), null), shape);
    }

    [Fact]
    public async Task Columns_may_be_quoted_moved_and_joined_by_others()
    {
        var file = await Log.FileAsync(Log.Of(Log.Event()), AuditFormat.Csv);
        var (header, row) = (file.Split('\n')[0], file.Split('\n')[1]);

        (await Log.VerifyAsync($"remark,\"{header.Replace(",", "\",\"")}\"\nseen,{row}")).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_log_without_entries_is_whole() =>
        (await Log.VerifyAsync(await Log.FileAsync([], AuditFormat.Csv))).ShouldBe(new(null, AuditHead.Start, null));

    public static TheoryData<string, AuditFormat, Func<string, string>, string> NoExports => new()
    {
        { "empty", AuditFormat.Csv, _ => "", "The file is empty, or its first line is." },
        { "a byte-order mark alone", AuditFormat.Csv, _ => "\uFEFF", "The file is empty, or its first line is." },
        { "another CSV", AuditFormat.Csv, _ => "name,email\nAna,ana@x.test", "This is not an exported audit log" },
        { "no text at all", AuditFormat.Csv, _ => "PK\u0003\u0004\0", "This is not an exported audit log" },
        { "semicolons", AuditFormat.Csv, f => f.Replace(',', ';'), "semicolons" },
        { "a column missing", AuditFormat.Csv, f => f.Replace("outcome,", "result,"), "The first line lacks the column \"outcome\"." },
        { "columns missing", AuditFormat.Csv, f => f.Replace(",record,hash", ""), "The first line lacks the columns \"record\", \"hash\"." },
        { "a column twice", AuditFormat.Csv, f => f.Replace("seq,", "seq,seq,"), "twice" },
        { "a row too short", AuditFormat.Csv, f => f.Replace("2,2026", "2026"), "The row that ends in line 3 has 10 cells and the header 11." },
        { "cut in a row", AuditFormat.Csv, f => f[..^40], "" },
        { "cut in a record", AuditFormat.Csv, f => f[..^100], "cannot be read as CSV at line 3: a quote is missing, or the file was cut." },
        { "a quote missing", AuditFormat.Csv, f => f.Replace(",\"{\"\"seq\"\":2", ",{\"\"seq\"\":2"), "cannot be read as CSV at line 3" },
        { "cut in a line", AuditFormat.Jsonl, f => f[..^10], "Line 2 is not an entry" },
        { "another object", AuditFormat.Jsonl, _ => "{\"name\":\"Ana\"}", "Line 1 is not an entry" },
        { "no text", AuditFormat.Jsonl, f => f.Replace("\"actor\":\"ana\"", "\"actor\":1"), "Line 1 is not an entry" },
        { "no hash", AuditFormat.Jsonl, f => f.Replace("\"hash\":", "\"hsh\":"), "Line 1 is not an entry" },
        { "a record twice", AuditFormat.Jsonl, f => f.Replace("\"actor\":", "\"record\":\"{}\",\"actor\":"), "Line 1 is not an entry" },
        { "half a surrogate pair", AuditFormat.Jsonl, f => f.Replace("{\"record\":\"", "{\"record\":\"\\ud83d"), "Line 1 is not an entry" },
        { "null", AuditFormat.Jsonl, f => f.Split('\n')[0] + "\nnull\n", "Line 2 is not an entry" },
    };

    [Theory]
    [MemberData(nameof(NoExports))]
    public async Task What_is_no_export_is_refused_with_what_is_wrong_and_what_to_do(string what, AuditFormat format, Func<string, string> spoil, string words)
    {
        var spoilt = spoil(await Log.FileAsync(Log.Of(Log.Event(), Log.Event()), format));
        if (words.Length == 0)
        {
            // Cut in the last cell, the row still has all its cells: the chain tells.
            (await Log.VerifyAsync(spoilt)).Fault.ShouldNotBeNull(what).Seq.ShouldBe(2);
            return;
        }

        var error = await Should.ThrowAsync<AuditFileException>(() => Log.VerifyAsync(spoilt), what);

        error.Message.ShouldContain(words, Case.Sensitive, what);
        error.Message.ShouldContain("Export the log again");
    }
}
