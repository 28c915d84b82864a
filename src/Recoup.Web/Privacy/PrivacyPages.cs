namespace Recoup.Web.Privacy;

/// <summary>What is read, kept and sent, and that it was told when that changed.</summary>
internal static class PrivacyPages
{
    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken) =>
        await visit.PageAsync<PrivacyPage, PrivacyBlanks>("Privacy", visit.Host.Privacy, cancellationToken);

    public static async Task<WebResponse> SeeAsync(Visit visit, CancellationToken cancellationToken)
    {
        await visit.Host.SeePrivacyAsync(visit.Request.Visitor, cancellationToken);
        return WebResponse.SeeOther("/privacy");
    }
}
