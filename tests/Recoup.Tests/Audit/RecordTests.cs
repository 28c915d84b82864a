using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Audit;
using Recoup.Core.Directory;

namespace Recoup.Tests.Audit;

public sealed class RecordTests
{
    [Fact]
    public void P14_The_line_and_hash_of_a_known_record_never_change()
    {
        var record = Log.Record(Log.Event(chain: new("<Zoë> & 'co'\n")), 1) with { At = new(2026, 11, 1, 8, 30, 0, 5, 999, TimeSpan.FromHours(2)) };

        record.ToLine().ShouldBe(
            """{"seq":1,"at":"2026-11-01T06:30:00.005Z","org":"\u003CZo\u00EB\u003E \u0026 \u0027co\u0027\n","actor":"00000000000000000000000000000001","subject":"00000000000000000000000000000002","action":"hold.add","outcome":"done","note":"000000000000000000000000000003e9","numbers":{"Days":-30,"seats":3}}""");
        AuditHash.Of(AuditHash.Zero, "{}").ShouldBe("5649d09ed68c17156095d175eef152856c5b1a81c117c409c1e00f096aa6838e");
        AuditHash.Of(AuditHash.Zero, record.ToLine()).ShouldBe(AuditEntry.After(AuditHead.Start, record).Hash);
    }

    [Fact]
    public void P22_A_record_has_the_members_that_are_documented_and_no_other()
    {
        using var record = JsonDocument.Parse(Log.Record(Log.Event(), 1).ToLine());

        record.RootElement.EnumerateObject().Select(m => m.Name).ShouldBe(Documented("| member | meaning |"));
    }

    [Fact]
    public void Every_outcome_is_documented() =>
        typeof(AuditOutcome).GetFields().Select(f => (string)f.GetRawConstantValue()!).ShouldBe(Documented("| outcome | meaning |"), ignoreOrder: true);

    /// <summary>The words in the first column of a table of docs/audit.md.</summary>
    private static List<string> Documented(string header) =>
        [.. Log.Docs().Split(header + "\n")[1].Split("\n\n")[0].Split('\n').Skip(1).SelectMany(row => row.Split('|')[1].Split(',')).Select(word => word.Trim(' ', '`'))];

    [Fact]
    public void What_is_about_nobody_and_says_nothing_has_nulls_and_no_numbers()
    {
        var what = new AuditEvent { Chain = AuditChain.Installation, Actor = "ana", Action = "settings.set", Outcome = AuditOutcome.Refused, Note = "" };

        Log.Record(what, 2).ToLine().ShouldEndWith("\"subject\":null,\"action\":\"settings.set\",\"outcome\":\"refused\",\"note\":null,\"numbers\":{}}");
    }

    [Fact]
    public void P14_A_record_is_one_line_of_printable_ascii_and_holds_no_name_account_or_note() => Prop.ForAll(
        Log.AnyText.Two().ToArbitrary(),
        texts =>
        {
            var (chain, secret) = ($"org {texts.Item1}", $"Somebody {texts.Item2}");
            var what = Log.Event(chain: new(chain), actor: secret, note: secret) with { Subject = new AccountId(secret) };
            var line = Log.Record(what, 1).ToLine();
            return line.All(c => c is >= ' ' and <= '~') && !line.Contains("Somebody", StringComparison.Ordinal) && AuditRecord.Parse(line).ToLine() == line;
        }).Check(Log.Thousand);

    [Fact]
    public void A_record_is_read_back_as_it_was()
    {
        var record = Log.Record(Log.Event(), 7);

        var read = AuditRecord.Parse(record.ToLine());

        read.ToString().ShouldBe(record.ToString());
        read.Numbers.ShouldBe(record.Numbers);
    }

    public static TheoryData<string, Func<string, string>> Spellings => new()
    {
        { "nothing", _ => "" },
        { "no JSON", _ => "{" },
        { "a list", _ => "[]" },
        { "null", _ => "null" },
        { "a space", line => line.Replace(":1,", ": 1,") },
        { "a space behind", line => line + " " },
        { "a number as text", line => line.Replace("\"seq\":1", "\"seq\":\"1\"") },
        { "a fraction", line => line.Replace("\"seq\":1", "\"seq\":1.5") },
        { "one more member", line => line.Replace("}}", "},\"x\":1}") },
        { "a member less", line => line.Replace("\"outcome\":\"done\",", "") },
        { "a member twice", line => line.Replace("\"outcome\":\"done\"", "\"outcome\":\"failed\",\"outcome\":\"done\"") },
        { "another order", line => line.Replace("\"Days\":-30,\"seats\":3", "\"seats\":3,\"Days\":-30") },
        { "another escape", line => line.Replace("org-1", "\\u006Frg-1") },
        { "half a surrogate pair", line => line.Replace("org-1", "\\ud83d") },
        { "a letter outside ASCII", line => line.Replace("org-1", "örg-1") },
        { "no org", line => line.Replace("\"org-1\"", "null") },
        { "a name as actor", line => line.Replace("\"actor\":\"00000000000000000000000000000001\"", "\"actor\":\"ana\"") },
        { "an address as action", line => line.Replace("hold.add", "ana@x.test") },
        { "a local time", line => line.Replace("Z\"", "+00:00\"") },
        { "no milliseconds", line => line.Replace(".000Z", "Z") },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_record_in_any_other_spelling_is_none(string what, Func<string, string> spell)
    {
        var line = Log.Record(Log.Event(), 1).ToLine();

        var spelt = spell(line);

        spelt.ShouldNotBe(line, what);
        AuditRecord.TryParse(spelt).ShouldBeNull(what);
        Should.Throw<FormatException>(() => AuditRecord.Parse(spelt), what);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ana@x.test")]
    [InlineData("712020:ann")]
    [InlineData("Ana Ruiz")]
    [InlineData("9lives")]
    [InlineData("zoë")]
    [InlineData("two\nlines")]
    public void P14_Only_words_of_ours_are_taken_as_action_outcome_and_number(string text)
    {
        Should.Throw<ArgumentException>(() => Log.Event() with { Action = text });
        Should.Throw<ArgumentException>(() => Log.Event() with { Outcome = text });
        Should.Throw<ArgumentException>(() => Log.Record(Log.Event() with { Numbers = new Dictionary<string, long> { [text] = 1 } }, 1));
        Should.Throw<FormatException>(() => AuditAlias.From(text));
    }

    [Fact]
    public void Aliases_are_there_exactly_where_the_event_has_somebody_or_a_note()
    {
        Should.Throw<ArgumentException>(() => AuditRecord.Of(Log.Event(), 1, Make.Now, Log.Alias(1), null, Log.Alias(3)));
        Should.Throw<ArgumentException>(() => AuditRecord.Of(Log.Event(), 1, Make.Now, Log.Alias(1), Log.Alias(2), null));
        Should.Throw<ArgumentException>(() => AuditRecord.Of(Log.Event(note: null), 1, Make.Now, Log.Alias(1), Log.Alias(2), Log.Alias(3)));
        Should.Throw<ArgumentException>(() => AuditRecord.Of(Log.Event() with { Subject = null }, 1, Make.Now, Log.Alias(1), Log.Alias(2), Log.Alias(3)));
        Should.Throw<ArgumentException>(() => AuditAlias.Of(new byte[15]));
    }

    [Fact]
    public void An_organisation_is_never_mistaken_for_the_installation()
    {
        Should.Throw<ArgumentException>(() => AuditChain.Of(new OrgId("installation")));
        AuditChain.Installation.Org.ShouldBeNull();
        AuditChain.Of(Make.Org).Org.ShouldBe(Make.Org);
    }

    [Fact]
    public void An_entry_follows_its_head_and_no_other() =>
        Should.Throw<ArgumentException>(() => AuditEntry.After(AuditHead.Start, Log.Record(Log.Event(), 2)));
}
