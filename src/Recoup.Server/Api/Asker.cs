using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;
using Recoup.Server.Hosting;
using Recoup.Storage;

namespace Recoup.Server.Api;

/// <summary>What every request of the API comes with: who asks, and about which organisation (<c>?org=</c>, as <c>--org</c>).</summary>
/// <param name="Workplace">The data.</param>
/// <param name="Desk">The organisation, and who works on it.</param>
internal sealed record Asker(Workplace Workplace, Desk Desk)
{
    public SqlStore Store => Workplace.Store;

    public OrgId Org => Desk.Org;

    /// <summary>Filled in by the framework where a route takes one.</summary>
    public static async ValueTask<Asker?> BindAsync(HttpContext context)
    {
        var workplace = context.RequestServices.GetRequiredService<Workplace>();
        var org = await workplace.OrgAsync(OrgOf(context), context.RequestAborted);
        return new(workplace, new(workplace.Store, org, Name(context), workplace.Host.Time));
    }

    /// <summary>The organisation that a request names; null for none.</summary>
    public static OrgId? OrgOf(HttpContext context) => context.Request.Query["org"] is [{ Length: > 0 } id, ..] ? new OrgId(id) : null;

    /// <summary>The roles of whoever asks: of a token the one that it has.</summary>
    public static IEnumerable<SignInRole> RolesOf(HttpContext context) => Enum.GetValues<SignInRole>().Where(role => context.User.IsInRole(role.ToString()));

    /// <summary>Who asks, as the audit log knows them.</summary>
    public static string Name(HttpContext context) =>
        context.User.Identity?.Name ?? throw new InvalidOperationException("A route that takes an asker lets in only who is signed in.");

    /// <inheritdoc cref="Workplace.ShownAsync"/>
    public Task<Scan> ShownAsync(CancellationToken cancellationToken) => Workplace.ShownAsync(Org, cancellationToken);
}
