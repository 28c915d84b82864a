using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine.Auditing;

namespace Recoup.Tests.Audit;

/// <summary>Logs to check, and files of them.</summary>
internal static class Log
{
    public static readonly AuditChain Org = AuditChain.Of(Make.Org);
    public static readonly Config Thousand = Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true);

    /// <summary>Texts that have broken files before.</summary>
    public static readonly IReadOnlyList<string> OddTexts =
    [
        "Ana", "Zoë Müller", "王小明", "Ольга", "محمد", "👩‍👩‍👧 team", "é", "half \ud83d pair",
        "=HYPERLINK(\"http://x.test\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "'", "''", "\"=1\"", "\"", "\"\"",
        "a,b", "a;b", "two\nlines", "two\r\nlines", "a\r=1+1", " =1", "\u2028x\u0085y", "\0\u0001\u007f", "back\\slash", "\",\"hash\":\"", new('ß', 10_000), new('"', 10_000),
    ];

    public static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Elements<string>(OddTexts),
        ArbMap.Default.GeneratorFor<string>().Select(t => t ?? ""));

    /// <summary>An event about somebody, with a note.</summary>
    public static AuditEvent Event(string action = "hold.add", AuditChain? chain = null, string actor = "ana", string? note = "on leave") => new()
    {
        Chain = chain ?? Org,
        Actor = actor,
        Subject = new AccountId("712020:ann"),
        Action = action,
        Outcome = AuditOutcome.Done,
        Note = note,
        Numbers = new Dictionary<string, long> { ["seats"] = 3, ["Days"] = -30 },
    };

    public static AuditAlias Alias(int number) => AuditAlias.From($"{number:x32}");

    public static AuditRecord Record(AuditEvent what, long seq) => AuditRecord.Of(
        what, seq, Make.Now.AddMinutes(seq), Alias(1), what.Subject is null ? null : Alias(2), what.Note is null ? null : Alias(1000 + (int)seq));

    /// <summary>The entries of some events, chained.</summary>
    public static List<ShownEntry> Of(params IEnumerable<AuditEvent> events)
    {
        var head = AuditHead.Start;
        var entries = new List<ShownEntry>();
        foreach (var what in events)
        {
            var entry = AuditEntry.After(head, Record(what, head.Seq + 1));
            head = new(head.Seq + 1, entry.Hash);
            entries.Add(new(entry, what.Actor, what.Subject, what.Note));
        }

        return entries;
    }

    public static List<AuditEntry> Entries(int count) => Of(Enumerable.Range(1, count).Select(_ => Event())).ConvertAll(e => e.Entry);

    public static AuditHead Head(this IReadOnlyList<AuditEntry> entries) => new(entries.Count, entries[^1].Hash);

    public static AuditFault? Check(IEnumerable<AuditEntry> entries, string? earlier = null)
    {
        var verifier = new AuditVerifier(earlier is null ? null : EarlierHead.Parse(earlier));
        foreach (var entry in entries)
            verifier.Add(entry);
        return verifier.End();
    }

    /// <summary>What docs/audit.md says.</summary>
    public static string Docs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recoup.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "audit.md"));
    }

    public static async Task<string> FileAsync(IEnumerable<ShownEntry> entries, AuditFormat format)
    {
        await using var file = new StringWriter();
        await AuditExport.WriteAsync(entries.ToAsyncEnumerable(), format, file, TestContext.Current.CancellationToken);
        return file.ToString();
    }

    public static async Task<List<ShownEntry>> ReadAsync(string file) =>
        await AuditFile.ReadAsync(new StringReader(file), TestContext.Current.CancellationToken).ToListAsync();

    public static Task<AuditCheck> VerifyAsync(string file, string? earlier = null, AuditChain? chain = null) =>
        AuditFile.VerifyAsync(new StringReader(file), earlier is null ? null : EarlierHead.Parse(earlier), chain, TestContext.Current.CancellationToken);
}
