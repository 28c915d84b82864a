using System.Text.Json;
using Recoup.Emulator;

namespace Recoup.EndToEnd;

/// <summary>A change to somebody's access in one line, such as <c>suspend ACCOUNT DIRECTORY</c>: as a plan has it and as the emulator's ledger has it.</summary>
internal static class Changes
{
    /// <summary>What a row of a plan is to do.</summary>
    public static IEnumerable<string> Planned(JsonElement row)
    {
        var account = row.GetProperty("accountId").GetString()!;
        return row.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("kind").GetString() switch
        {
            "suspend" => $"suspend {account} {change.GetProperty("directory").GetString()}",
            "leave-group" => $"leave {account} {change.GetProperty("group").GetString()}",
            "revoke-role" => $"revoke {account} {change.GetProperty("resource").GetString()} {change.GetProperty("role").GetString()}",
            var kind => $"{kind} {account}",
        });
    }

    /// <summary>Writes that changed something, from one on.</summary>
    public static List<(string Key, string Account)> Made(EmulatorServer emulator, int from) => [.. emulator.Ledger.Entries.Skip(from).Where(e => e.Changed).Select(entry =>
    {
        var verb = entry.Template[(entry.Template.LastIndexOf('/') + 1)..];
        var body = entry.Body.Length == 0 ? default : JsonDocument.Parse(entry.Body).RootElement;
        var account = entry.Path.GetValueOrDefault("account") ?? body.GetProperty("accountId").GetString()!;
        return (verb switch
        {
            "suspend" or "restore" => $"{verb} {account} {entry.Path["directory"]}",
            "memberships" => $"join {account} {entry.Path["group"]}",
            "{account}" => $"leave {account} {entry.Path["group"]}",
            "assign" or "revoke" => $"{verb} {account} {body.GetProperty("resource").GetString()} {body.GetProperty("role").GetString()}",
            _ => $"{verb} {account}",
        }, account);
    })];

    /// <summary>What a change that gives back had taken.</summary>
    public static string Opposite(string key) => key.Split(' ', 2) switch
    {
        ["restore", var rest] => $"suspend {rest}",
        ["join", var rest] => $"leave {rest}",
        ["assign", var rest] => $"revoke {rest}",
        ["enable", var rest] => $"deactivate {rest}",
        _ => key,
    };

    /// <summary>Each change of each row that was done exactly once, and nothing that no row names.</summary>
    /// <param name="plan">As <c>plan create --json</c> printed it.</param>
    /// <param name="run">As <c>runs show --json</c> prints it.</param>
    public static void ShouldBeThoseDone(this IEnumerable<(string Key, string Account)> made, JsonElement plan, JsonElement run)
    {
        var rows = run.GetProperty("rows").EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!);
        var done = plan.GetProperty("rows").EnumerateArray().Where(r => rows[r.GetProperty("id").GetString()!].GetProperty("outcome").GetString() == "done");
        made.Select(c => c.Key).Order(StringComparer.Ordinal).ShouldBe(done.SelectMany(Planned).Order(StringComparer.Ordinal));
    }
}
