using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using Recoup.Core.Rules;

[assembly: SupportedOSPlatform("browser")]

namespace Recoup.Forge;

/// <summary>What JavaScript may call. Nothing here waits, and nothing is kept between two calls: one process serves many tenants.</summary>
public static partial class EngineExport
{
    /// <summary>Judges a snapshot in JSON and gives the findings in JSON; throws for a text that is not a snapshot.</summary>
    [JSExport]
    public static string Judge(string snapshotJson) => Snapshot.Judged(snapshotJson);

    /// <summary>Does something for one invocation.</summary>
    /// <param name="scope">The invocation's number: every call that leaves names it, so that the host makes it in the invocation's own context.</param>
    /// <param name="method">What is to be done.</param>
    /// <param name="argument">With what, as JSON.</param>
    /// <returns>The answer, as JSON.</returns>
    [JSExport]
    public static Task<string> Dispatch(int scope, string method, string argument) => new Invocation(scope).AnswerAsync(method, argument);

    /// <summary>The loader wants an entry point; it is never run.</summary>
    private static void Main()
    {
    }
}
