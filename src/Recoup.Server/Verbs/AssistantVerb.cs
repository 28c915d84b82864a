using System.CommandLine;
using System.Globalization;
using Recoup.Engine.Assisting;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup assistant preview|test|calls</c>: what Claude would be told, whether the key is good, what was asked.</summary>
internal static class AssistantVerb
{
    private static readonly IReadOnlyList<Column<AssistantCall>> Columns =
    [
        new("When", c => Figures.Moment(c.At)),
        new("For", c => c.Purpose.ToString().ToLowerInvariant()),
        new("Accounts", c => Figures.Number(c.Accounts), Right: true),
        new("Tokens sent", c => (c.Tokens.In + c.Tokens.CacheWritten + c.Tokens.CacheRead).ToString("#,0", CultureInfo.InvariantCulture), Right: true),
        new("Answered", c => c.Tokens.Out.ToString("#,0", CultureInfo.InvariantCulture), Right: true),
        new("USD", c => c.Cost.ToString("0.0000", CultureInfo.InvariantCulture), Right: true),
        new("What came", c => c.Came, Wide: 60),
    ];

    public static Command Create(CommandHost host) => new("assistant", "Claude, off by default: what it would be told, whether the key is good, what was asked") { Preview(host), Test(host), Calls(host) };

    private static Command Preview(CommandHost host)
    {
        var preview = new Command("preview", "To the letter what would be sent about three accounts and for the summary, and what a scan would cost at most; sends nothing");
        var data = DataOptions.On(preview);
        var format = FormatOption.On(preview, rows: false);
        preview.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var view = await AssistantView.ReadAsync(workplace.Desk(org), cancellationToken);
            if (format.Of(parsed) == OutputFormat.Json)
                await Results.WriteJsonAsync(host, AssistantResult.Of(view), OutputJson.Readable.AssistantResult);
            else
                await host.Out.WriteLineAsync(PlainText.Lines(string.Join('\n', AssistantText.Of(view))));
            return ExitCode.Ok;
        });
        return preview;
    }

    private static Command Test(CommandHost host)
    {
        var test = new Command("test", "Try the key by asking which models it may use; costs nothing");
        var data = DataOptions.On(test);
        test.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var (models, refusal) = await AssistantKey.TestAsync(workplace.Desk(org), workplace.Claude, cancellationToken);
            if (models is null)
                throw refusal!.AsError();
            var model = (await workplace.Store.SettingsAsync(org, cancellationToken)).Assistant.Model;
            await host.Out.WriteLineAsync(PlainText.Of(models.Contains(model) ? $"The key is good, and may ask {model}." : $"The key is good, but {model} is not among its models: {string.Join(", ", models)}. Set another: recoup settings set ai.model NAME"));
            return models.Contains(model) ? ExitCode.Ok : ExitCode.Failed;
        });
        return test;
    }

    private static Command Calls(CommandHost host)
    {
        var calls = new Command("calls", "The latest calls: when, how many accounts, tokens and cost; never what was said");
        var data = DataOptions.On(calls);
        var format = FormatOption.On(calls);
        calls.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var view = await AssistantView.ReadAsync(workplace.Desk(org), cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), view.Calls, Columns, OutputJson.Readable.IReadOnlyListAssistantCall, "Claude was asked nothing.");
            return ExitCode.Ok;
        });
        return calls;
    }
}
