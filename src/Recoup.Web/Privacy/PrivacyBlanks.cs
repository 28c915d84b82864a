namespace Recoup.Web.Privacy;

/// <summary>What the privacy page cannot know, as whoever runs Recoup filled it in; null where nobody did, and never made up (P28).</summary>
/// <param name="Date">From when it holds.</param>
/// <param name="Contact">Whom to ask.</param>
/// <param name="Address">A postal address.</param>
public sealed record PrivacyBlanks(DateOnly? Date, string? Contact, string? Address);
