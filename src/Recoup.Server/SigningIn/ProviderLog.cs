using Microsoft.Extensions.Logging;

namespace Recoup.Server.SigningIn;

/// <summary>What went wrong at the provider, for the operator: whoever signs in is told only that it did.</summary>
internal sealed class ProviderLog(ILogger<ProviderLog> log)
{
    private static readonly Action<ILogger, string, Exception?> _failed = LoggerMessage.Define<string>(LogLevel.Warning, default, "The OpenID provider did not let somebody in: {Why}");

    public void Failed(Exception e) => _failed(log, string.Join(' ', Messages(e)), null);

    private static IEnumerable<string> Messages(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
            yield return inner.Message;
    }
}
