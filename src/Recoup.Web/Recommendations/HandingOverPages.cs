using System.IO.Compression;
using System.Text;
using Recoup.Engine.RoutingOut;

namespace Recoup.Web.Recommendations;

/// <summary>What only an identity provider can do, as files for whoever runs it.</summary>
internal static class HandingOverPages
{
    /// <summary>The files in one archive. What is in them counts as handed over, and is followed until the seats drop.</summary>
    public static async Task<WebResponse> HandOverAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (handed, refusal) = await HandOver.OfAsync(visit.Desk, visit.Request.Form["again"] == "yes", cancellationToken);
        if (handed is null)
            return await visit.RefusedAsync(refusal!, Path, cancellationToken);
        if (handed.Rows.Count == 0)
            return await visit.RefusedAsync(new("nothing-to-hand-over", "Nothing is left to hand over: tick \"also what was handed over before\" to have those files again"), Path, cancellationToken);
        await handed.NoteAsync(visit.Desk, cancellationToken);
        return new(200, "application/zip", (to, stop) => ZipAsync(handed.Files, to, stop)) { FileName = "route-out.zip" };
    }

    private const string Path = "/recommendations?lane=elsewhere";

    private static async Task ZipAsync(IReadOnlyList<PackFile> files, Stream to, CancellationToken cancellationToken)
    {
        // An archive writes its index without waiting, which an answer over HTTP does not allow: it is made in memory first.
        using var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                await using var entry = archive.CreateEntry(file.Name).Open();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(file.Text), cancellationToken);
            }
        }

        made.Position = 0;
        await made.CopyToAsync(to, cancellationToken);
    }
}
