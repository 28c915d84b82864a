using System.Reflection;
using System.Text;
using Recoup.Core.Audit;
using Recoup.Engine;
using Recoup.Engine.Auditing;

namespace Recoup.Tests.Audit;

/// <summary>That a log needs no more memory the longer it is: nothing is read far ahead of what is done with it.</summary>
public sealed class StreamTests
{
    private const int Many = 3_000;

    private static readonly List<ShownEntry> Entries = Log.Of(Enumerable.Range(0, Many).Select(_ => Log.Event()));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P15_Of_a_stored_log_one_page_is_read_ahead()
    {
        var (store, log) = LongLog.Of(Entries);
        var taken = 0;

        await foreach (var _ in StoredLog.ReadAsync(store, Log.Org, Cancel))
            (log.Given - ++taken).ShouldBeInRange(0, StoredLog.PageSize - 1);

        taken.ShouldBe(Many);
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_An_export_has_written_a_page_before_it_reads_the_next(AuditFormat format)
    {
        var (store, log) = LongLog.Of(Entries);
        await using var file = new StringWriter { NewLine = "\n" };
        var behind = new List<int>();
        log.Asked = () => behind.Add(log.Given - file.ToString().Split("{\"\"seq\"\":").Length + 1 - file.ToString().Split("{\\\"seq\\\":").Length + 1);

        await AuditExport.WriteAsync(StoredLog.ReadAsync(store, Log.Org, Cancel), format, file, Cancel);

        behind.Count.ShouldBeGreaterThan(Many / StoredLog.PageSize);
        behind.ShouldAllBe(entries => entries == 0);
        (await Log.VerifyAsync(file.ToString())).Head.Seq.ShouldBe(Many);
    }

    [Fact]
    public async Task P14_A_check_of_a_store_ends_with_the_first_fault_and_reads_no_further()
    {
        var spoilt = Entries.ToList();
        spoilt.RemoveAt(700);
        var (store, log) = LongLog.Of(spoilt);

        (await StoredLog.VerifyAsync(store, Log.Org, null, Cancel)).Fault.ShouldNotBeNull().Seq.ShouldBe(701);

        log.Given.ShouldBeLessThanOrEqualTo(2 * StoredLog.PageSize);
    }

    [Fact]
    public async Task P14_An_entry_that_comes_while_a_store_is_checked_is_no_fault()
    {
        var (store, log) = LongLog.Of(Entries[..900]);
        var left = 3;
        log.HeadAsked = () => log.Entries.AddRange(left-- > 0 ? Entries[log.Entries.Count..(log.Entries.Count + 1)] : []);

        (await StoredLog.VerifyAsync(store, Log.Org, null, Cancel)).ShouldBe(new(Log.Org, new(903, Entries[902].Entry.Hash), null));
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_A_file_is_read_as_far_as_it_is_checked(AuditFormat format)
    {
        var bytes = Encoding.UTF8.GetBytes(await Log.FileAsync(Entries, format));
        using var stream = new MemoryStream(bytes);
        using var reader = new StreamReader(stream);
        var (taken, each) = (0, bytes.Length / Many);

        await foreach (var _ in AuditFile.ReadAsync(reader, Cancel))
            (stream.Position - (++taken * each)).ShouldBeLessThan(16_384);

        taken.ShouldBe(Many);
        stream.Position.ShouldBe(bytes.Length);
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_A_check_of_a_file_ends_with_the_first_fault_and_reads_no_further(AuditFormat format)
    {
        var file = await Log.FileAsync([Entries[0], Entries[2], .. Entries], format);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        using var reader = new StreamReader(stream);

        (await AuditFile.VerifyAsync(reader, null, null, Cancel)).Fault.ShouldNotBeNull().Seq.ShouldBe(2);

        stream.Position.ShouldBeLessThan(16_384);
    }

    /// <summary>A store of a log and nothing else, which counts what it gives.</summary>
    public class LongLog : DispatchProxy
    {
        public List<ShownEntry> Entries { get; private set; } = [];

        public int Given { get; private set; }

        public Action Asked { get; set; } = () => { };

        public Action HeadAsked { get; set; } = () => { };

        public static (IStore Store, LongLog Log) Of(IEnumerable<ShownEntry> entries)
        {
            var store = Create<IStore, LongLog>();
            var log = (LongLog)(object)store;
            log.Entries = [.. entries];
            return (store, log);
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IStore.AuditAsync) => Task.FromResult<IReadOnlyList<ShownEntry>>(Page((AuditQuery)args![1]!)),
            nameof(IStore.TryGetAuditHeadAsync) => Task.FromResult(Head()),
            _ => throw new NotSupportedException(targetMethod.Name),
        };

        private List<ShownEntry> Page(AuditQuery query)
        {
            Asked();
            var page = Entries.Skip((int)Math.Min(query.From - 1, int.MaxValue)).Take((int)Math.Min(query.To - query.From + 1, int.MaxValue)).ToList();
            Given += page.Count;
            return page;
        }

        private AuditHead? Head()
        {
            HeadAsked();
            return new(Entries.Count, Entries[^1].Entry.Hash);
        }
    }
}
