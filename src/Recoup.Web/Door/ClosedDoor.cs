using Recoup.Web.Privacy;

namespace Recoup.Web.Door;

/// <summary>What somebody sees who is not let in, where the host itself knows who looks.</summary>
/// <param name="Reason">Why not, in words; null where nothing is connected yet.</param>
/// <param name="TakesKey">Whether a key may be given here: it proves by itself that whoever gives it may.</param>
/// <param name="Org">The organisation that is connected; null for none.</param>
public sealed record ClosedDoor(string? Reason, bool TakesKey, string? Org)
{
    /// <summary>The privacy page, which is for everybody; null where it was not asked for.</summary>
    public PrivacyBlanks? Privacy { get; init; }

    public async Task<WebResponse> AnswerAsync(int status) => WebResponse.Html(await Html.OfAsync<ClosedPage>(new Dictionary<string, object?> { [nameof(ClosedPage.Said)] = this }), status);
}
