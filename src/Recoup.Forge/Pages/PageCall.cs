using System.Text.Json.Serialization;

namespace Recoup.Forge.Pages;

/// <summary>A request for a page, as the frame in the browser sends it.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Path">From <c>/</c> on, without the query.</param>
/// <param name="Account">Who asks, as the platform says; never what the browser says.</param>
/// <param name="Site">The cloud id of the Jira that the frame is shown in, as the platform says.</param>
/// <param name="SiteUrl">Its address.</param>
internal sealed record PageCall(string Method, string Path, string Account, string Site, string SiteUrl)
{
    /// <summary>Names with values of the address, each pair by itself.</summary>
    public IReadOnlyList<string[]> Query { get => field ?? []; init; }

    /// <summary>The same of a form.</summary>
    public IReadOnlyList<string[]> Form { get => field ?? []; init; }

    /// <summary>From when the privacy policy holds, as whoever deployed the app set it; null for not set.</summary>
    public string? PolicyDate { get; init; }

    /// <summary>Whom to ask about it.</summary>
    public string? PolicyContact { get; init; }

    /// <summary>A postal address.</summary>
    public string? PolicyAddress { get; init; }
}

/// <summary>What the frame shows, saves or follows.</summary>
/// <param name="Body">As text, or in base64 where it is none.</param>
/// <param name="IsText">Whether it is text.</param>
internal sealed record PageAnswer(int Status, string ContentType, string Body, bool IsText, string? Location, string? FileName);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PageCall))]
[JsonSerializable(typeof(PageAnswer))]
internal sealed partial class PageJson : JsonSerializerContext;
