using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Audit;

namespace Recoup.Tests.Audit;

public sealed class ChainTests
{
    [Fact]
    public void A_whole_chain_has_a_head_and_no_fault()
    {
        var entries = Log.Entries(5);
        var verifier = new AuditVerifier();

        entries.ConvertAll(e => verifier.Add(e)?.Seq).ShouldBe([1, 2, 3, 4, 5]);

        verifier.End().ShouldBeNull();
        verifier.Head.ShouldBe(entries.Head());
        verifier.Chain.ShouldBe(Log.Org);
    }

    [Fact]
    public void A_chain_without_entries_is_whole()
    {
        Log.Check([]).ShouldBeNull();
        Log.Check([], AuditHead.Start.ToString()).ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_was_set_back_is_no_fault()
    {
        var first = AuditEntry.After(AuditHead.Start, Log.Record(Log.Event(), 1));
        var second = AuditEntry.After(new(1, first.Hash), Log.Record(Log.Event(), 2) with { At = Make.Now.AddYears(-1) });

        Log.Check([first, second]).ShouldBeNull();
    }

    /// <summary>A log of 1 to 12 entries, one of them, one of its characters in record or hash, and what it becomes.</summary>
    private static readonly Arbitrary<(List<AuditEntry> Entries, int At)> AnyFlip = (
        from count in Gen.Choose(1, 12)
        from at in Gen.Choose(0, count - 1)
        from inHash in Gen.Elements(true, false)
        from place in Gen.Choose(0, 10_000)
        from bit in Gen.Choose(0, 6)
        select (Flipped(Log.Entries(count), at, inHash, place, bit), at)).ToArbitrary();

    private static List<AuditEntry> Flipped(List<AuditEntry> entries, int at, bool inHash, int place, int bit)
    {
        var entry = entries[at];
        entries[at] = inHash ? entry with { Hash = Flip(entry.Hash) } : entry with { Record = Flip(entry.Record) };
        return entries;

        string Flip(string text)
        {
            var i = place % text.Length;
            return text[..i] + (char)(text[i] ^ (1 << bit)) + text[(i + 1)..];
        }
    }

    [Fact]
    public void P14_Any_flipped_bit_of_any_entry_is_noticed_at_its_place() =>
        Prop.ForAll(AnyFlip, flip => Log.Check(flip.Entries)?.Seq == flip.At + 1).Check(Log.Thousand.WithMaxTest(5_000));

    [Fact]
    public void P14_Every_byte_of_an_entry_counts()
    {
        var entries = Log.Entries(3);
        var (record, hash) = entries[1];

        for (var i = 0; i < record.Length; i++)
            Log.Check([entries[0], new(record[..i] + (char)(record[i] ^ 1) + record[(i + 1)..], hash), entries[2]]).ShouldNotBeNull().Seq.ShouldBe(2);
        for (var i = 0; i < hash.Length; i++)
            Log.Check([entries[0], new(record, hash[..i] + (char)(hash[i] ^ 1) + hash[(i + 1)..]), entries[2]]).ShouldNotBeNull().Seq.ShouldBe(2);
    }

    public static TheoryData<string, Func<List<AuditEntry>, IEnumerable<AuditEntry>>, int, string> Tampering => new()
    {
        { "the first is gone", e => e[1..], 1, "missing" },
        { "one is gone", e => [.. e[..2], .. e[3..]], 3, "missing" },
        { "two are gone", e => [.. e[..2], .. e[4..]], 3, "missing" },
        { "two are swapped", e => [e[0], e[2], e[1], .. e[3..]], 2, "reordered" },
        { "one is there twice", e => [.. e[..3], .. e[2..]], 4, "inserted" },
        { "one was put in, rightly hashed", e => [.. e[..2], AuditEntry.After(e[..2].Head(), Log.Record(Log.Event("made.up"), 3)), .. e[2..]], 4, "inserted" },
        { "one was put in, and the others numbered anew", e => [.. e[..2], new(e[1].Record.Replace("\"seq\":2", "\"seq\":3"), e[1].Hash), .. e[2..]], 3, "edited" },
        { "one is of another chain", e => [.. e[..3], AuditEntry.After(e[..3].Head(), Log.Record(Log.Event(chain: AuditChain.Installation), 4)), .. e[4..]], 4, "belongs to the chain \"installation\"" },
        { "one was replaced, rightly hashed", e => [.. e[..2], AuditEntry.After(e[..2].Head(), Log.Record(Log.Event("made.up"), 3)), .. e[3..]], 4, "edited" },
        { "one holds anything, rightly hashed", e => [.. e[..2], new("{}", AuditHash.Of(e[1].Hash, "{}")), .. e[3..]], 3, "not one that Recoup writes" },
        { "a hash is in capitals", e => [.. e[..2], e[2] with { Hash = e[2].Hash.ToUpperInvariant() }, .. e[3..]], 3, "edited" },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public void P14_Tampering_is_noticed_and_named(string what, Func<List<AuditEntry>, IEnumerable<AuditEntry>> tamper, int seq, string words)
    {
        var fault = Log.Check(tamper(Log.Entries(6))).ShouldNotBeNull(what);

        fault.Seq.ShouldBe(seq, what);
        fault.What.ShouldContain(words, Case.Sensitive, what);
    }

    [Fact]
    public void P14_An_entry_that_is_gone_or_swapped_is_noticed_wherever_it_stood() => Prop.ForAll(
        (from count in Gen.Choose(2, 10) from at in Gen.Choose(0, count - 2) select (count, at)).ToArbitrary(),
        place =>
        {
            var entries = Log.Entries(place.count);
            var gone = entries.Where((_, i) => i != place.at);
            var doubled = entries.Take(place.at + 1).Concat(entries.Skip(place.at));
            (var swapped, (var a, var b)) = (entries.ToList(), (entries[place.at], entries[place.at + 1]));
            (swapped[place.at], swapped[place.at + 1]) = (b, a);
            return Log.Check(gone)?.Seq == place.at + 1 && Log.Check(swapped)?.Seq == place.at + 1 && Log.Check(doubled)?.Seq == place.at + 2;
        }).Check(Log.Thousand);

    [Fact]
    public void P14_A_cut_tail_shows_against_an_earlier_head_and_only_there()
    {
        var entries = Log.Entries(6);
        var head = entries.Head();

        Log.Check(entries[..4]).ShouldBeNull();
        Log.Check(entries[..4], head.ToString()).ShouldBe(new(5, "the chain ends at entry 4 and once had 6: its end was cut off"));
        Log.Check(entries[..4], head.Hash).ShouldNotBeNull().What.ShouldContain("no entry has the earlier head's hash");
        Log.Check([], head.ToString()).ShouldNotBeNull().Seq.ShouldBe(1);
    }

    [Fact]
    public void P14_A_chain_made_anew_shows_against_an_earlier_head_and_only_there()
    {
        var entries = Log.Entries(6);
        var anew = Log.Of(Enumerable.Range(1, 6).Select(i => Log.Event(i == 2 ? "made.up" : "hold.add"))).ConvertAll(e => e.Entry);

        Log.Check(anew).ShouldBeNull();
        Log.Check(anew, entries.Head().ToString()).ShouldNotBeNull().Seq.ShouldBe(6);
        Log.Check(anew, entries[..1].Head().ToString()).ShouldBeNull();
        Log.Check(entries, $"3:{entries[3].Hash}").ShouldNotBeNull().Seq.ShouldBe(3);
    }

    [Fact]
    public void Every_earlier_head_of_a_chain_is_found_in_it()
    {
        var entries = Log.Entries(6);

        for (var i = 1; i <= 6; i++)
        {
            Log.Check(entries, entries[..i].Head().ToString()).ShouldBeNull();
            Log.Check(entries, $" {entries[i - 1].Hash.ToUpperInvariant()} ").ShouldBeNull();
        }

        Log.Check(entries, AuditHead.Start.ToString()).ShouldBeNull();
        Log.Check(entries, $"0:{entries[0].Hash}").ShouldNotBeNull();
    }

    [Fact]
    public void A_head_is_read_as_it_is_printed()
    {
        var head = Log.Entries(12).Head();

        AuditHead.Parse(head.ToString()).ShouldBe(head);
        Should.Throw<FormatException>(() => AuditHead.Parse(head.Hash));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12:")]
    [InlineData("12:abc")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(":0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1:2:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    public void What_is_no_head_is_refused_with_the_form_of_one(string text) =>
        Should.Throw<FormatException>(() => EarlierHead.Parse(text)).Message.ShouldContain("64 hex digits");
}
