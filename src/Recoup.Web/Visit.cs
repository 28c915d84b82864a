using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Web.Parts;

namespace Recoup.Web;

/// <summary>One request being answered: what was asked, by whom, and the organisation that it is about.</summary>
public sealed class Visit(WebRequest request, Desk desk, IPageHost host, IReadOnlyDictionary<string, string> values)
{
    public WebRequest Request => request;

    public IPageHost Host => host;

    public Desk Desk => desk;

    public IStore Store => desk.Store;

    public OrgId Org => desk.Org;

    /// <summary>A part of the path that its route names.</summary>
    public string Value(string name) => values[name];

    /// <summary>The page as HTML, in the frame that all pages have.</summary>
    /// <typeparam name="TPage">The component.</typeparam>
    /// <typeparam name="TModel">What it takes.</typeparam>
    /// <param name="title">What the page is called, in the window's title and above it.</param>
    /// <param name="model">What it shows.</param>
    public async Task<WebResponse> PageAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TPage, TModel>(string title, TModel model, CancellationToken cancellationToken, int status = 200)
        where TPage : PageOf<TModel>
    {
        var frame = await FrameAsync(title, cancellationToken);
        var services = NoServices.Instance;
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            RenderFragment content = builder =>
            {
                builder.OpenComponent<TPage>(0);
                builder.AddComponentParameter(1, nameof(PageOf<>.Model), model);
                builder.CloseComponent();
            };
            var output = await renderer.RenderComponentAsync<Shell>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Shell.Frame)] = frame, [nameof(Shell.ChildContent)] = content }));
            return output.ToHtmlString();
        });
        return WebResponse.Html(html, status);
    }

    /// <summary>Why something was not done, with the way back.</summary>
    public Task<WebResponse> RefusedAsync(Refusal refusal, string back, CancellationToken cancellationToken) =>
        PageAsync<RefusedPage, RefusedPage.Said>("Not done", new(refusal, back), cancellationToken, refusal.Gate.StartsWith("no-", StringComparison.Ordinal) ? 404 : 409);

    private async Task<Frame> FrameAsync(string title, CancellationToken cancellationToken)
    {
        var connection = await Store.TryGetConnectionAsync(Org, cancellationToken);
        var scan = await Shown.TryGetAsync(Store, Org, cancellationToken);
        return new(title, request, Org, connection?.Name ?? (Org == OrgId.Local ? "Your import" : Org.Value), connection?.IsEmulator == true, scan, desk.Now);
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}

/// <summary>What stands around every page.</summary>
public sealed record Frame(string Title, WebRequest Request, OrgId Org, string Name, bool IsEmulator, Scan? Scan, DateTimeOffset Now);
