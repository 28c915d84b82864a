using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core.Audit;
using Recoup.Engine;
using Recoup.Engine.Auditing;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/audit</c>: who did what, and the proof that nothing was changed since.</summary>
internal static class AuditApi
{
    private static readonly Dictionary<string, string> Filters = new Dictionary<string, string>
    {
        ["chain"] = "installation: what concerns no single organisation; needs the role admin",
        ["action"] = "what was done, such as hold.add, or how it begins, such as hold.",
        ["outcome"] = "how it ended: intended, done, refused, failed, unknown, skipped, or how a scan ended",
        ["actor"] = "who acted, exactly",
        ["subject"] = "whom it is about, by account id",
        ["newest"] = "true: the newest first",
    };

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("audit");
        audit.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listAudit", "Every entry, the oldest first").Gives<IReadOnlyList<AuditResult>>().Takes(Filters);
        audit.MapGet("/verify", VerifyAsync).Needs(SignInRole.Viewer).Says("verifyAudit", "Checks the chain from its first entry").Gives<Verified>()
            .Takes(new Dictionary<string, string> { ["chain"] = Filters["chain"], ["head"] = "an earlier head, SEQ:HASH: shows a chain that was cut or written anew" });
        audit.MapGet("/export", ExportAsync).Needs(SignInRole.Viewer).Says("exportAudit", "The chain as a file that can be verified without Recoup; that it was exported is its last entry").GivesText("text/csv", "application/jsonl")
            .Takes(new Dictionary<string, string> { ["chain"] = Filters["chain"], ["format"] = "csv (the default) or jsonl" });
    }

    private static async Task<IResult> ListAsync(HttpContext context, Asker asker, Page page, CancellationToken cancellationToken)
    {
        if (ChainOf(context, asker) is not { } chain)
            return NotAdmin;
        var filter = new AuditFilter(Filter.Text(context, "action"), Filter.Text(context, "outcome"), Filter.Text(context, "actor"), Filter.Text(context, "subject"));
        var newest = Filter.Flag(context, "newest") == true;
        var (entries, total) = filter.IsEmpty
            ? await PartAsync(asker, chain, page, newest, cancellationToken)
            : await FilteredAsync(asker, chain, page, filter, newest, cancellationToken);
        return Answer.List(context, [.. entries.Select(AuditResult.Of)], total, OutputJson.Readable.IReadOnlyListAuditResult);
    }

    /// <summary>By number, without reading what comes before.</summary>
    private static async Task<(IReadOnlyList<ShownEntry> Entries, int Total)> PartAsync(Asker asker, AuditChain chain, Page page, bool newest, CancellationToken cancellationToken)
    {
        var total = (await asker.Store.TryGetAuditHeadAsync(chain, cancellationToken))?.Seq ?? 0;
        var (from, to) = newest ? (total - page.Skip - page.Take + 1, total - page.Skip) : (page.Skip + 1L, page.Skip + (long)page.Take);
        if (to < 1)
            return ([], (int)total);
        var entries = await asker.Store.AuditAsync(chain, new(Math.Max(1, from), to), cancellationToken);
        return (newest ? [.. entries.Reverse()] : entries, (int)total);
    }

    private static async Task<(IReadOnlyList<ShownEntry> Entries, int Total)> FilteredAsync(Asker asker, AuditChain chain, Page page, AuditFilter filter, bool newest, CancellationToken cancellationToken)
    {
        var found = await filter.ReadAsync(asker.Store, chain, cancellationToken);
        return ([.. (newest ? found.Reverse() : found).Skip(page.Skip).Take(page.Take)], found.Count);
    }

    private static async Task<IResult> VerifyAsync(HttpContext context, Asker asker, CancellationToken cancellationToken)
    {
        if (ChainOf(context, asker) is not { } chain)
            return NotAdmin;
        var check = await StoredLog.VerifyAsync(asker.Store, chain, Earlier(Filter.Text(context, "head")), cancellationToken);
        return TypedResults.Ok(new Verified(check.Fault is null, check.Head.Seq, $"{check.Head}", check.Fault?.Seq, check.Fault?.What));
    }

    private static async Task ExportAsync(HttpContext context, Asker asker, CancellationToken cancellationToken)
    {
        if (ChainOf(context, asker) is not { } chain)
        {
            await NotAdmin.ExecuteAsync(context);
            return;
        }

        var isCsv = Filter.Word(context, "format", ["csv", "jsonl"]) is null or "csv";
        await asker.Store.CommitAsync(new Change(new(chain.Value), asker.Desk.Event("audit.export") with { Chain = chain }), cancellationToken);
        context.Response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=audit.{(isCsv ? "csv" : "jsonl")}";
        await AuditExport.WriteAsync(asker.Store, chain, isCsv ? AuditFormat.Csv : AuditFormat.Jsonl, context.Response.Body, cancellationToken);
    }

    /// <summary>The organisation's chain, or the installation's; null where that is not theirs to see.</summary>
    private static AuditChain? ChainOf(HttpContext context, Asker asker) => Filter.Word(context, "chain", ["installation"]) is null ? AuditChain.Of(asker.Org)
        : context.User.IsInRole(nameof(SignInRole.Admin)) ? AuditChain.Installation
        : null;

    private static IResult NotAdmin => Problems.Of(StatusCodes.Status403Forbidden, "role", "The installation's log is for admins.");

    private static EarlierHead? Earlier(string? text)
    {
        try
        {
            return text is null ? null : EarlierHead.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UserException(e.Message, ExitCode.Usage);
        }
    }

    /// <param name="Whole">Whether nothing was changed since it was written.</param>
    /// <param name="Entries">How many entries are good, from the first on.</param>
    /// <param name="Head">The last of them, SEQ:HASH. Keep it: it shows later whether the log was cut.</param>
    /// <param name="BrokenAt">The first entry that is not good; null for none.</param>
    /// <param name="Why">What is wrong with it.</param>
    internal sealed record Verified(bool Whole, long Entries, string Head, long? BrokenAt, string? Why);
}
