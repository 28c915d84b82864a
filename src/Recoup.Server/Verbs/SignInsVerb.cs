using System.CommandLine;
using System.Globalization;
using Recoup.Core;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server.Output;
using Recoup.Server.SigningIn;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup sign-ins list|add|link|remove</c>: who may sign in at <c>recoup serve</c>. Whoever owns the data can always let somebody in.</summary>
internal static class SignInsVerb
{
    private static readonly IReadOnlyList<Column<SignInResult>> Columns =
    [
        new("Name", p => p.Name),
        new("Roles", p => string.Join(", ", p.Roles).ToLowerInvariant()),
        new("State", p => p.State),
        new("Second factor", p => p.SecondFactor ? "yes" : "no"),
        new("Signed in last", p => p.SignedInAt is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : ""),
    ];

    public static Command Create(CommandHost host) => new("sign-ins", "Who may sign in at the server") { List(host), Add(host), Link(host), Remove(host) };

    private static Command List(CommandHost host)
    {
        var list = new Command("list", "Everybody who may sign in");
        var data = DataOptions.On(list, org: false);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            IReadOnlyList<SignInResult> people = [.. (await workplace.Store.SignInsAsync(cancellationToken)).Select(p => SignInResult.Of(p, host.Time.GetUtcNow()))];
            await Results.WriteListAsync(host, format.Of(parsed), people, Columns, OutputJson.Readable.IReadOnlyListSignInResult, "Nobody may sign in yet. Run: recoup serve");
            return ExitCode.Ok;
        });
        return list;
    }

    private static Command Add(CommandHost host)
    {
        var name = Name();
        var role = new Option<SignInRole[]>("--role")
        {
            Description = "What they may do: viewer, operator, approver, admin; several times for several",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "ROLE",
            CustomParser = result => [.. result.Tokens.Select(t => Role(result, t.Value))],
        };
        var add = new Command("add", "Let somebody sign in; prints a link by which they choose a password") { name, role };
        var data = DataOptions.On(add, org: false);
        add.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var (secret, refusal) = await PeopleDesk.Of(workplace).AddAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), cancellationToken);
            return await LinkedAsync(workplace, parsed.GetRequiredValue(name).Trim(), secret, refusal);
        });
        return add;
    }

    private static Command Link(CommandHost host)
    {
        var name = Name();
        var reset = new Option<bool>("--reset") { Description = "Using the link also takes their authenticator away" };
        var link = new Command("link", "Make a link by which somebody chooses a new password, for 24 hours and once") { name, reset };
        var data = DataOptions.On(link, org: false);
        link.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var (secret, refusal) = await PeopleDesk.Of(workplace).LinkAsync(parsed.GetRequiredValue(name), parsed.GetValue(reset), cancellationToken);
            return await LinkedAsync(workplace, parsed.GetRequiredValue(name), secret, refusal);
        });
        return link;
    }

    private static Command Remove(CommandHost host)
    {
        var name = Name();
        var remove = new Command("remove", "Let somebody sign in no more; their sessions and tokens end") { name };
        var data = DataOptions.On(remove, org: false);
        remove.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            if (await PeopleDesk.Of(workplace).RemoveAsync(parsed.GetRequiredValue(name), cancellationToken) is { } refusal)
                throw new UserException(PlainText.Of(refusal.Reason));
            await host.Out.WriteLineAsync(PlainText.Of($"{parsed.GetRequiredValue(name)} may sign in no more."));
            return ExitCode.Ok;
        });
        return remove;
    }

    private static async Task<int> LinkedAsync(Workplace workplace, string name, string? secret, Refusal? refusal)
    {
        if (secret is null)
            throw new UserException(PlainText.Of(refusal!.Reason));
        var url = Links.Url(workplace.Options.Url ?? ServeVerb.Usual, secret);
        await workplace.Host.Out.WriteLineAsync(PlainText.Of($"{name} chooses a password within 24 hours at {url}"));
        if (workplace.Options.Url is null)
            await workplace.Host.Error.WriteLineAsync("Where recoup serve listens on another port, put that into the link.");
        return ExitCode.Ok;
    }

    private static Argument<string> Name() => new("NAME") { Description = "What they are called when they sign in" };

    private static SignInRole Role(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        if (Enum.GetValues<SignInRole>().Cast<SignInRole?>().FirstOrDefault(r => string.Equals(r.ToString(), text, StringComparison.OrdinalIgnoreCase)) is { } role)
            return role;
        result.AddError($"--role takes viewer, operator, approver or admin, not {text}.");
        return default;
    }
}
