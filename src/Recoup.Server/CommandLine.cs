using System.CommandLine;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Auditing;
using Recoup.Engine.Importing;
using Recoup.Server.Output;
using Recoup.Server.Verbs;
using Recoup.Storage;

namespace Recoup.Server;

/// <summary>The verbs of <c>recoup</c>, and what becomes of an error.</summary>
public static class CommandLine
{
    /// <summary>How long a verb may take to end once it is told to: a server ends the account that it has in work, and writes it down.</summary>
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(40);

    /// <summary>Runs one command line.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CommandHost host)
    {
        var parsed = Root(host).Parse(args.Count == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await host.Error.WriteLineAsync(error.Message);
            await host.Error.WriteLineAsync($"See: {string.Join(' ', Path(parsed.CommandResult))} --help");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = host.Out, Error = host.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ToEnd });
        }
        catch (Exception e) when (Explain(e) is { } explained)
        {
            await host.Error.WriteLineAsync(PlainText.Lines(explained.Message));
            return explained.Code;
        }
    }

    /// <summary>Every verb, in the order a new user meets them.</summary>
    public static RootCommand Root(CommandHost host) => new("Recoup finds Atlassian Cloud seats that are paid for and not used, and proves it.")
    {
        DemoVerb.Create(host),
        ImportVerb.Create(host),
        ConnectVerb.Create(host),
        DoctorVerb.Create(host),
        ScanVerb.Create(host),
        ScansVerb.Create(host),
        UsersVerb.Create(host),
        RecommendationsVerb.Create(host),
        MoneyVerb.Create(host),
        PlanVerb.Create(host),
        ApplyVerb.Create(host),
        UndoVerb.Create(host),
        RunsVerb.Create(host),
        HoldVerb.Create(host),
        PeopleVerb.Create(host),
        DismissVerb.Create(host),
        NoticeVerb.Create(host),
        RouteOutVerb.Create(host),
        ServiceAccountsVerb.Create(host),
        SettingsVerb.Create(host),
        AssistantVerb.Create(host),
        PolicyVerb.Create(host),
        PriceBookVerb.Create(host),
        AuditVerb.Create(host),
        ServeVerb.Create(host),
        SignInsVerb.Create(host),
        ForgetVerb.Create(host),
        ClearVerb.Create(host),
        PurgeVerb.Create(host),
        EmulatorCommand.Create(),
    };

    /// <summary>What a user is told; null for a defect of ours, which ends with its stack.</summary>
    private static (string Message, int Code)? Explain(Exception e) => e switch
    {
        UserException user => (user.Message, user.ExitCode),
        AtlassianException { Failure: AtlassianFailure.Transient } => ($"{e.Message}. Is the address right, is the network there, does a proxy stand in between? Then try again.", ExitCode.Failed),
        ImportException or SettingsChangedException or AuditFileException or StoreException or LeaseLostException or EgressRefusedException or AtlassianException => (e.Message, ExitCode.Failed),
        OperationCanceledException => ("Cancelled.", ExitCode.Failed),
        _ => null,
    };

    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? [.. Path(parent), result.Command.Name] : ["recoup"];
}
