using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Recoup.Emulator;

/// <summary><c>recoup emulator</c>: serves a synthetic organisation, or writes what is told of it in CSV.</summary>
public static class EmulatorCommand
{
    static readonly Dictionary<string, Action<Organisation, TextWriter>> Exports = new(StringComparer.Ordinal)
    {
        ["users"] = CsvExport.WriteUsers,
        ["managed"] = CsvExport.WriteManaged,
        ["people"] = PeopleExport.WritePeople,
        ["leave"] = PeopleExport.WriteLeave,
    };

    public static Command Create()
    {
        var users = new Option<int>("--users") { Description = "Accounts, 50 to 1,000,000.", DefaultValueFactory = _ => 500 };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same organisation.", DefaultValueFactory = _ => 1 };
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 5090 };
        var limits = new Option<string>("--limits") { Description = "Enforce rate limits: on or off.", DefaultValueFactory = _ => "off" };
        var faults = new Option<string>("--faults") { Description = "Faults by chance: none, light (1 in 100 requests) or heavy (1 in 10).", DefaultValueFactory = _ => "none" };
        var latency = new Option<int>("--latency") { Description = "Milliseconds that every answer takes.", HelpName = "MS" };
        var propagation = new Option<int>("--propagation") { Description = "Seconds until reads show a write.", HelpName = "SECONDS" };
        var stale = new Option<int>("--stale") { Description = "Hours that last-active times have stood still.", HelpName = "HOURS" };
        var export = new Option<string[]>("--export") { Description = "Write a CSV file and end. users and managed are Atlassian's exports, people is an HR list, leave a calendar.", Arity = new(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "users|managed|people|leave FILE" };
        var json = new Option<bool>("--json") { Description = "Print one line of JSON when listening." };
        limits.AcceptOnlyFromAmong("on", "off");
        faults.AcceptOnlyFromAmong("none", "light", "heavy");
        Between(users, EmulatorOptions.FewestUsers, EmulatorOptions.MostUsers, "--users takes 50 to 1,000,000 accounts.");
        Between(port, 0, 65_535, "--port takes 0 to 65535.");
        foreach (var wait in new[] { latency, propagation, stale }) Between(wait, 0, 100_000, $"{wait.Name} takes 0 to 100000.");
        export.Validators.Add(result =>
        {
            if (result.Tokens.Count != 2 || !Exports.ContainsKey(result.Tokens[0].Value)) result.AddError($"--export takes one of {string.Join(", ", Exports.Keys)}, and a file.");
        });

        var command = new Command("emulator", "Imitates Atlassian's APIs and Claude's on 127.0.0.1 over an organisation made from a seed.") { users, seed, port, limits, faults, latency, propagation, stale, export, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new EmulatorOptions
            {
                Users = parsed.GetValue(users),
                Seed = parsed.GetValue(seed),
                Port = parsed.GetValue(port),
                Limits = parsed.GetValue(limits) == "on",
                Faults = Enum.Parse<FaultLevel>(parsed.GetValue(faults)!, ignoreCase: true),
                Latency = TimeSpan.FromMilliseconds(parsed.GetValue(latency)),
                Propagation = TimeSpan.FromSeconds(parsed.GetValue(propagation)),
                FeedStalled = TimeSpan.FromHours(parsed.GetValue(stale)),
            };
            try
            {
                if (parsed.GetValue(export) is [var kind, var file]) await ExportAsync(options, kind, file, parsed.InvocationConfiguration.Error);
                else await ServeAsync(options, parsed.GetValue(json), parsed.InvocationConfiguration, cancellation);
                return 0;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(error.Message);
                return 1;
            }
        });
        return command;
    }

    static async Task ExportAsync(EmulatorOptions options, string kind, string file, TextWriter log)
    {
        var organisation = Organisation.Generate(options.Users, options.Seed, options.Time.GetUtcNow());
        await using var output = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        Exports[kind](organisation, output);
        await log.WriteLineAsync($"Wrote {file}.");
    }

    static async Task ServeAsync(EmulatorOptions options, bool json, InvocationConfiguration console, CancellationToken cancellation)
    {
        await using var server = await EmulatorServer.StartAsync(options, cancellation);
        await console.Output.WriteLineAsync(json ? Welcome.Json(server) : Welcome.Text(server));
        await console.Output.FlushAsync(cancellation);
        await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Ended after {server.Requests.Total} requests."));
    }

    // What is no number at all is refused before; asking for its value here would throw.
    static void Between(Option<int> option, int least, int most, string message) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && (value < least || value > most)) result.AddError(message);
    });
}
