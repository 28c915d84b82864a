using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Recoup.Web;

/// <summary>Components as HTML. Everything in them is encoded; they take parameters and ask for no services.</summary>
public static class Html
{
    /// <typeparam name="T">The component.</typeparam>
    /// <param name="parameters">What it takes, by name.</param>
    public static async Task<string> OfAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(IDictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(NoServices.Instance, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
