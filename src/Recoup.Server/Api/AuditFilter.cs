using Microsoft.AspNetCore.Http;
using Recoup.Core.Audit;
using Recoup.Engine.Auditing;

namespace Recoup.Server.Api;

/// <summary>Which entries of the log a request wants. A null filter lets everything pass.</summary>
internal sealed record AuditFilter(string? Action, string? Outcome, string? Actor, string? Subject, bool Newest)
{
    public bool IsEmpty => (Action ?? Outcome ?? Actor ?? Subject) is null;

    /// <exception cref="UserException">A filter has no such value.</exception>
    public static AuditFilter Of(HttpContext context) => new(
        Filter.Text(context, "action"), Filter.Text(context, "outcome"), Filter.Text(context, "actor"), Filter.Text(context, "subject"), Filter.Flag(context, "newest") == true);

    public bool Passes(ShownEntry entry)
    {
        if ((Actor is not null && entry.Actor != Actor) || (Subject is not null && entry.Subject?.Value != Subject))
            return false;
        if ((Action ?? Outcome) is null)
            return true;
        var record = AuditRecord.TryParse(entry.Entry.Record);
        return (Outcome is null || record?.Outcome == Outcome)
            && (Action is null || record?.Action == Action || (Action[^1] == '.' && record?.Action.StartsWith(Action, StringComparison.Ordinal) == true));
    }
}
