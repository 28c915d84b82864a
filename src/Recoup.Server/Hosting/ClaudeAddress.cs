using Recoup.Engine.Assisting;
using Recoup.Engine.Connecting;

namespace Recoup.Server.Hosting;

/// <summary>Where Claude is: Anthropic's own address, or with RECOUP_AI_URL an emulator on this machine (RULES 8).</summary>
internal static class ClaudeAddress
{
    /// <exception cref="UserException">RECOUP_AI_URL is no address of this machine.</exception>
    public static Uri Of(CommandHost host)
    {
        if (host.Environment("RECOUP_AI_URL") is not { Length: > 0 } text)
            return MessagesApi.Anthropic;
        var (url, refusal) = Addresses.Emulator(text, "RECOUP_AI_URL");
        return url ?? throw refusal!.AsError(exitCode: ExitCode.Usage);
    }
}
