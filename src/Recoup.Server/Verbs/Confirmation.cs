using System.CommandLine;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary>A typed confirmation before something is removed for good; <c>--yes</c> is one for scripts.</summary>
internal sealed class Confirmation
{
    private readonly Option<bool> _yes = new("--yes") { Description = "Do it without asking" };

    public static Confirmation On(Command command)
    {
        var confirmation = new Confirmation();
        command.Options.Add(confirmation._yes);
        return confirmation;
    }

    /// <summary>Says what will happen and asks for a word.</summary>
    /// <exception cref="UserException">It was not typed.</exception>
    public async Task AskAsync(ParseResult parsed, CommandHost host, string what, string word)
    {
        if (parsed.GetValue(_yes))
            return;
        await host.Error.WriteLineAsync(PlainText.Lines(what));
        await host.Error.WriteAsync($"Type {word} to go on: ");
        if ((await host.In.ReadLineAsync())?.Trim() == word)
            return;
        await host.Error.WriteLineAsync();
        throw new UserException($"Nothing was changed: {word} was not typed. In a script, --yes confirms.", ExitCode.Usage);
    }

    /// <summary>Whether nobody is to be asked.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_yes);
}
