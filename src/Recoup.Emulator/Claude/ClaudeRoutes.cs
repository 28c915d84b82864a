using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Anthropic's Messages API, and the list of models that tests a key for nothing.</summary>
internal static class ClaudeRoutes
{
    public const string MessagesPath = "/v1/messages";

    public static readonly Route[] All =
    [
        Of("POST", MessagesPath, "messages", Messages.Create),
        Of("GET", "/v1/models", "models", ClaudeModels.List),
        Of("GET", "/v1/models/{model}", "models", ClaudeModels.Show),
    ];

    static Route Of(string method, string template, string family, Action<Call> answer) => new(method, template, Door.Claude, family, call =>
    {
        Check(call.Request.Headers["anthropic-version"].ToString());
        // Every answer has it in a header, not only those that are errors.
        _ = call.RequestId();
        answer(call);
    });

    static void Check(string version)
    {
        if (version.Length == 0) throw Errors.Claude(400, "anthropic-version: header is required");
        if (!DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            throw Errors.Claude(400, $"anthropic-version: \"{version}\" is not a valid version");
    }
}
