using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Forge.Access;
using Recoup.Forge.Hosting;

namespace Recoup.Forge.Lifecycle;

/// <summary>A site gets the app, gets another version of it, or loses it. Each may be told more than once.</summary>
internal sealed class Lifetime(Installation installation, Visitors visitors)
{
    private const string Platform = "platform";

    /// <summary>Writes down that the app came, or that its version is another.</summary>
    /// <param name="action">Such as <c>app.install</c>.</param>
    public Task NoteAsync(string action, string version, CancellationToken cancellationToken) =>
        installation.Store.CommitAsync(new Change(OrgId.Local, Event(action) with { Note = version }), cancellationToken);

    /// <summary>Removes everything, keys and audit log too (P24): the platform would keep it for a while yet.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var org in await installation.Store.OrganizationsAsync(cancellationToken))
        {
            // Whoever is at work writes nothing more.
            foreach (var job in new[] { Jobs.Scan, Jobs.Run })
                (await installation.TryTakeAsync(org, job, cancellationToken, takeOver: true))?.EndsWithItsOrganisation();
            await installation.Store.EraseAsync(new Erasure.Everything(org, Event("organization.purge") with { Note = org.Value }), cancellationToken);
        }

        await visitors.ForgetAsync(null, cancellationToken);
    }

    private static AuditEvent Event(string action) => new() { Chain = AuditChain.Installation, Actor = Platform, Action = action, Outcome = AuditOutcome.Done };
}
