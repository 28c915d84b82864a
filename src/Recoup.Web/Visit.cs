using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Web.Door;
using Recoup.Web.Parts;

namespace Recoup.Web;

/// <summary>One request being answered: what was asked, by whom, and the organisation that it is about.</summary>
public sealed class Visit(WebRequest request, Desk desk, IPageHost host, IReadOnlyDictionary<string, string> values)
{
    /// <summary>So many names are looked up for a page: each takes some reads.</summary>
    private const int MostNames = 30;

    private Task<Scan?>? _shown;

    public WebRequest Request => request;

    public IPageHost Host => host;

    public Desk Desk => desk;

    public IStore Store => desk.Store;

    public OrgId Org => desk.Org;

    /// <summary>The scan whose accounts and findings are shown; null when none has come to an end. It is read once.</summary>
    public Task<Scan?> ShownAsync(CancellationToken cancellationToken) => _shown ??= Shown.TryGetAsync(Store, Org, cancellationToken);

    /// <summary>A part of the path that its route names.</summary>
    public string Value(string name) => values[name];

    /// <summary>The page as HTML, in the frame that all pages have.</summary>
    /// <typeparam name="TPage">The component.</typeparam>
    /// <typeparam name="TModel">What it takes.</typeparam>
    /// <param name="title">What the page is called, in the window's title and above it.</param>
    /// <param name="model">What it shows.</param>
    /// <param name="live">Whether it shows what still goes on, and is to be loaded again by itself.</param>
    /// <param name="who">Who stands on it as the host knows them; see <see cref="Frame.Names"/>.</param>
    public async Task<WebResponse> PageAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TPage, TModel>(string title, TModel model, CancellationToken cancellationToken, int status = 200, bool live = false, IEnumerable<string?>? who = null)
        where TPage : PageOf<TModel>
    {
        var frame = await FrameAsync(title, live, who ?? [], cancellationToken);
        RenderFragment content = builder =>
        {
            builder.OpenComponent<TPage>(0);
            builder.AddComponentParameter(1, nameof(PageOf<>.Model), model);
            builder.CloseComponent();
        };
        var html = await Html.OfAsync<Shell>(new Dictionary<string, object?> { [nameof(Shell.Frame)] = frame, [nameof(Shell.ChildContent)] = content });
        return WebResponse.Html(html, status);
    }

    /// <summary>Why something was not done, with the way back.</summary>
    public Task<WebResponse> RefusedAsync(Refusal refusal, string back, CancellationToken cancellationToken) =>
        request.IsAtTheDoor ? new ClosedDoor(refusal.Reason, TakesKey: true, request.Form["org"]).AnswerAsync(409)
        : PageAsync<RefusedPage, RefusedPage.Said>("Not done", new(refusal, back), cancellationToken, refusal.Gate switch { ['n', 'o', '-', ..] => 404, "too-large" => 413, _ => 409 });

    private async Task<Frame> FrameAsync(string title, bool live, IEnumerable<string?> who, CancellationToken cancellationToken)
    {
        var connection = await Store.TryGetConnectionAsync(Org, cancellationToken);
        var scan = await ShownAsync(cancellationToken);
        var names = scan is not null && request.Edition == Edition.Jira
            ? await Store.NamesAsync(Org, scan.Id, who.OfType<string>().Distinct().Select(AccountId.From).Where(a => a.IsWellFormed).Take(MostNames), cancellationToken)
            : new Dictionary<AccountId, string>();
        return new(title, request, connection?.Name ?? (Org == OrgId.Local ? "Your import" : Org.Value), connection?.IsEmulator == true, scan, desk.Now) { IsLive = live, Names = names };
    }
}

/// <summary>What stands around every page.</summary>
public sealed record Frame(string Title, WebRequest Request, string Name, bool IsEmulator, Scan? Scan, DateTimeOffset Now)
{
    /// <summary>Whether the page shows what still goes on, and is to be loaded again by itself.</summary>
    public bool IsLive { get; init; }

    /// <summary>What the last scan calls those who stand on the page, where the host knows people by their accounts.</summary>
    public required IReadOnlyDictionary<AccountId, string> Names { get; init; }

    /// <summary>A message of ours, as whoever looks can follow it.</summary>
    public string Told(string text) => Verbs.Told(text, Request.Edition);
}
