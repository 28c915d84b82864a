using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Server.Hosting;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup import</c>: the main job on the admin site's own CSV exports, without a key.</summary>
internal static class ImportVerb
{
    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "A users export or a managed-accounts export (admin.atlassian.com → Directory → Export)" };
        var command = new Command("import", "Read a CSV export of your users instead of scanning; needs no key") { file };
        var data = DataOptions.On(command);
        var format = FormatOption.On(command, rows: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var reader = Open(parsed.GetRequiredValue(file));
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = data.Named(parsed) ?? OrgId.Local;
            var (scan, refusal) = await Importing.ReadAsync(workplace, org, reader, cancellationToken);
            if (scan is null)
                throw refusal!.AsError("Run recoup scan, or import under another name with --org.");
            return await ScanVerb.WriteAsync(workplace, scan, format.Of(parsed), host, cancellationToken);
        });
        return command;
    }

    /// <exception cref="UserException">It cannot be read.</exception>
    internal static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, detectEncodingFromByteOrderMarks: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} cannot be read: {e.Message}");
        }
    }
}
