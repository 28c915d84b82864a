using System.Runtime.InteropServices.JavaScript;

namespace Recoup.Forge.Hosting;

/// <summary>The one way out of the engine.</summary>
internal static partial class Host
{
    /// <summary>Has the platform do something for an invocation.</summary>
    /// <param name="scope">The invocation's number.</param>
    /// <param name="operation">A name that <c>app/src/operations.js</c> knows.</param>
    /// <param name="argument">What it takes, mostly JSON.</param>
    /// <returns>What it gives, mostly JSON; null for nothing.</returns>
    /// <exception cref="JSException">It failed, or the invocation has ended.</exception>
    [JSImport("call", "host")]
    public static partial Task<string?> CallAsync(int scope, string operation, string argument);
}
