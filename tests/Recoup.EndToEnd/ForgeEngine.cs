using System.ComponentModel;
using System.Diagnostics;

namespace Recoup.EndToEnd;

/// <summary>The published WebAssembly engine, run by Node as a process of its own.</summary>
internal static class ForgeEngine
{
    /// <summary>Hands a snapshot to the engine and gives what it printed.</summary>
    public static async Task<Answer> JudgeAsync(ReadOnlyMemory<byte> snapshot, CancellationToken cancellationToken)
    {
        using var node = Start(Repository.At("src/Recoup.Forge/app/judge.mjs"), Published());
        using var output = new MemoryStream();
        var reading = node.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
        var complaining = node.StandardError.ReadToEndAsync(cancellationToken);
        await node.StandardInput.BaseStream.WriteAsync(snapshot, cancellationToken);
        node.StandardInput.Close();
        await Task.WhenAll(reading, complaining, node.WaitForExitAsync(cancellationToken));
        return new Answer(node.ExitCode, output.ToArray(), await complaining);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("These tests need Node 18 or newer as `node` in the path.", e);
        }
    }

    private static string Published()
    {
        var directory = Repository.At("artifacts/publish/Recoup.Forge/release");
        return File.Exists(Path.Combine(directory, "wwwroot/_framework/dotnet.js"))
            ? directory
            : throw new InvalidOperationException("The engine is not published. Run: dotnet publish -c Release src/Recoup.Forge");
    }

    /// <summary>How the process ended, and both of its outputs.</summary>
    internal sealed record Answer(int ExitCode, byte[] Output, string Error);
}
