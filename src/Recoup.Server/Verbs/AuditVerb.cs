using System.CommandLine;
using System.Text;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Auditing;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup audit list|export|verify</c>: who did what, and the proof that nothing was changed since.</summary>
internal static class AuditVerb
{
    private static readonly IReadOnlyList<Column<AuditResult>> Columns =
    [
        new("Seq", a => a.Seq is { } seq ? $"{seq}" : "?", Right: true),
        new("At", a => a.At is { } at ? Figures.Moment(at) : "?"),
        new("Who", a => a.Actor ?? "erased", Wide: 24),
        new("Action", a => a.Action ?? "unreadable"),
        new("Outcome", a => a.Outcome ?? ""),
        new("About", a => a.Subject?.Value ?? "", Whole: true),
        new("Note", a => a.Note ?? "", Wide: 80),
    ];

    public static Command Create(CommandHost host) => new("audit", "What was done, by whom, in a chain that shows any change") { List(host), Export(host), Verify(host) };

    private static Command List(CommandHost host)
    {
        var list = new Command("list", "Every entry, the oldest first");
        var chain = ChainOption.On(list);
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var entries = await StoredLog.ReadAsync(workplace.Store, await chain.OfAsync(parsed, data, workplace, cancellationToken), cancellationToken).Select(AuditResult.Of).ToListAsync(cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), entries, Columns, OutputJson.Readable.IReadOnlyListAuditResult, "Nothing was done yet.");
            return ExitCode.Ok;
        });
        return list;
    }

    private static Command Export(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "Where to write, .csv or .jsonl" };
        var form = new Option<string?>("--format") { Description = "csv or jsonl, whatever the file is called", HelpName = "FORMAT" };
        form.AcceptOnlyFromAmong("csv", "jsonl");
        var export = new Command("export", "Write one chain to a file that can be verified without Recoup") { file, form };
        var chain = ChainOption.On(export);
        var data = DataOptions.On(export);
        export.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            await ExportAsync(workplace, await chain.OfAsync(parsed, data, workplace, cancellationToken), parsed.GetRequiredValue(file), cancellationToken, parsed.GetValue(form));
            return ExitCode.Ok;
        });
        return export;
    }

    private static Command Verify(CommandHost host)
    {
        var file = new Argument<string?>("FILE") { Description = "An export, which needs no database; the stored chain when left out", Arity = ArgumentArity.ZeroOrOne };
        var head = new Option<string?>("--head") { Description = "An earlier head, as scans and exports print it: shows a chain that was cut or written anew", HelpName = "SEQ:HASH" };
        var verify = new Command("verify", "Check a chain from its first entry") { file, head };
        var chain = ChainOption.On(verify);
        var data = DataOptions.On(verify);
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            var earlier = parsed.GetValue(head) is { } text ? Earlier(text) : null;
            var check = parsed.GetValue(file) is { } path
                ? await VerifyFileAsync(path, earlier, chain.Named(parsed, data), cancellationToken)
                : await VerifyStoreAsync(parsed, host, data, chain, earlier, cancellationToken);
            if (check.Fault is { } fault)
            {
                await host.Out.WriteLineAsync(PlainText.Of($"BROKEN: entry {fault.Seq}{(fault.Line is { } line ? $" (line {line})" : "")}: {fault.What}."));
                return ExitCode.Failed;
            }

            await host.Out.WriteLineAsync(PlainText.Of($"The chain is whole: {Figures.Count((int)check.Head.Seq, "entry", "entries")}, head {check.Head}.{(check.Chain is { } whose ? $" It is the log of {whose}." : "")}"));
            if (earlier is null && check.Head.Seq > 0)
                await host.Out.WriteLineAsync("That entries are missing at its end shows only against an earlier head: --head SEQ:HASH.");
            return ExitCode.Ok;
        });
        return verify;
    }

    /// <summary>Writes a chain to a file, and prints its head.</summary>
    public static async Task ExportAsync(Workplace workplace, AuditChain chain, string path, CancellationToken cancellationToken, string? form = null)
    {
        form ??= Path.GetExtension(path) switch
        {
            ".csv" => "csv",
            ".jsonl" => "jsonl",
            _ => throw new UserException($"{path}: call the file .csv or .jsonl, or say which with --format.", ExitCode.Usage),
        };
        var head = await workplace.Store.CommitAsync(new Change(new(chain.Value), workplace.Event(chain, "audit.export")), cancellationToken);
        try
        {
            await using var output = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await AuditExport.WriteAsync(StoredLog.ReadAsync(workplace.Store, chain, cancellationToken), form == "csv" ? AuditFormat.Csv : AuditFormat.Jsonl, output, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} cannot be written: {e.Message}");
        }

        await workplace.Host.Out.WriteLineAsync(PlainText.Of($"Wrote {path}: {Figures.Count((int)head.Seq, "entry", "entries")}, head {head}. Keep the head: it shows later whether the log was cut."));
    }

    private static EarlierHead Earlier(string text)
    {
        try
        {
            return EarlierHead.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UserException(e.Message, ExitCode.Usage);
        }
    }

    private static async Task<AuditCheck> VerifyFileAsync(string path, EarlierHead? earlier, AuditChain? chain, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return await AuditFile.VerifyAsync(reader, earlier, chain, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} cannot be read: {e.Message}");
        }
    }

    private static async Task<AuditCheck> VerifyStoreAsync(ParseResult parsed, CommandHost host, DataOptions data, ChainOption chain, EarlierHead? earlier, CancellationToken cancellationToken)
    {
        await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
        return await StoredLog.VerifyAsync(workplace.Store, await chain.OfAsync(parsed, data, workplace, cancellationToken), earlier, cancellationToken);
    }

    /// <summary>Which chain is meant: an organisation's, or the installation's.</summary>
    private sealed class ChainOption
    {
        private readonly Option<string?> _chain = new("--chain") { Description = "installation: what concerns no single organisation, or one that was purged", HelpName = "installation" };

        public static ChainOption On(Command command)
        {
            var option = new ChainOption();
            option._chain.AcceptOnlyFromAmong("installation");
            command.Options.Add(option._chain);
            return option;
        }

        /// <summary>The chain that a file must hold; null when none was named.</summary>
        public AuditChain? Named(ParseResult parsed, DataOptions data) => parsed.GetValue(_chain) is not null
            ? AuditChain.Installation
            : data.Named(parsed) is { } org ? AuditChain.Of(org) : null;

        public async Task<AuditChain> OfAsync(ParseResult parsed, DataOptions data, Workplace workplace, CancellationToken cancellationToken)
        {
            if (parsed.GetValue(_chain) is not null)
                return AuditChain.Installation;
            // Settings may have been changed before the first connection or import.
            return (await workplace.Store.OrganizationsAsync(cancellationToken)).Count == 0
                ? AuditChain.Of(data.Named(parsed) ?? OrgId.Local)
                : AuditChain.Of(await data.OrgAsync(parsed, workplace, cancellationToken));
        }
    }
}
