using Microsoft.AspNetCore.Components;

namespace Recoup.Web.Parts;

/// <summary>A page that shows one thing.</summary>
/// <typeparam name="TModel">What it shows, read before it is rendered.</typeparam>
public abstract class PageOf<TModel> : ComponentBase
{
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;

    /// <summary>What stands around the page: who looks, at which organisation, when.</summary>
    [CascadingParameter]
    public Frame Frame { get; set; } = null!;
}

/// <summary>What a page shows that shows nothing of the organisation.</summary>
public sealed record Nothing;
