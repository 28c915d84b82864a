namespace Recoup.Server.Output;

/// <summary>A setting with its value.</summary>
public sealed record SettingResult(string Name, string Value, string Meaning);
