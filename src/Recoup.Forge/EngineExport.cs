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

    /// <summary>The loader wants an entry point; it is never run.</summary>
    private static void Main()
    {
    }
}
