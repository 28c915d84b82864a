using Recoup.Engine.People;
using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Classification;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup users list</c>, <c>recoup users show ACCOUNT</c> and <c>recoup users kind ACCOUNT KIND</c>.</summary>
internal static class UsersVerb
{
    private static readonly IReadOnlyList<Column<UserResult>> Columns =
    [
        new("Name", u => u.DisplayName, Wide: 32),
        new("Address", u => u.Email ?? "", Wide: 36),
        new("Status", u => u.Status),
        new("Kind", u => u.Kind.ToString().ToLowerInvariant()),
        new("Seats", u => string.Join(", ", u.Seats.Select(s => s.Product.Name).Distinct())),
        new("Account", u => u.AccountId.Value, Whole: true),
    ];

    public static Command Create(CommandHost host) => new("users", "Accounts as the last scan or import saw them") { List(host), Show(host), Kind(host) };

    private static Command List(CommandHost host)
    {
        var search = new Option<string?>("--search") { Description = "Part of a name, address or account id", HelpName = "T" };
        var most = new Option<int?>("--max") { Description = "At most so many", HelpName = "N" };
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--max takes 1 or more.");
        });
        var list = new Command("list", "Accounts by name") { search, most };
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            var accounts = await workplace.Store.AccountsAsync(org, scan.Id, new UserQuery(parsed.GetValue(search), 0, parsed.GetValue(most) ?? int.MaxValue), cancellationToken);
            await Results.WriteListAsync(host, format.Of(parsed), [.. accounts.Select(UserResult.Of)], Columns, OutputJson.Readable.IReadOnlyListUserResult, "Nobody matches.");
            return ExitCode.Ok;
        });
        return list;
    }

    private static Command Show(CommandHost host)
    {
        var account = new Argument<string>("ACCOUNT") { Description = "An account id" };
        var show = new Command("show", "Everything kept about one account, and what was found about it") { account };
        var data = DataOptions.On(show);
        var format = FormatOption.On(show, rows: false);
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var id = new AccountId(parsed.GetRequiredValue(account));
            var person = await PersonRecord.ReadAsync(workplace.Store, org, id, cancellationToken);
            if (person.IsEmpty)
                throw new UserException($"Nothing is kept about an account {id}. Look it up with: recoup users list --search NAME");
            var record = UserRecordResult.Of(person);
            if (format.Of(parsed) == OutputFormat.Json)
                await Results.WriteJsonAsync(host, record, OutputJson.Readable.UserRecordResult);
            else
                await UserText.WriteAsync(host, id, person.Scan, record);
            return ExitCode.Ok;
        });
        return show;
    }

    private static Command Kind(CommandHost host)
    {
        var account = new Argument<string>("ACCOUNT") { Description = "An account id" };
        var kind = new Argument<string>("KIND") { Description = "human, service, bot or shared; none takes your word back" };
        kind.AcceptOnlyFromAmong(["none", .. SaidKind.Kinds.Select(k => k.ToString().ToLowerInvariant())]);
        var say = new Command("kind", "Say what an account is, above the score and Claude; it counts from the next scan or import on") { account, kind };
        var data = DataOptions.On(say);
        say.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var id = Given.Account(parsed.GetRequiredValue(account), "ACCOUNT");
            var word = parsed.GetRequiredValue(kind);
            if (await KindsSaid.SayAsync(workplace.Desk(org), id, word == "none" ? null : Enum.Parse<AccountKind>(word, ignoreCase: true), cancellationToken) is { } refusal)
                throw refusal.AsError("Look it up with: recoup users list --search NAME");
            await host.Out.WriteLineAsync(PlainText.Of(word == "none" ? $"Your word on {id} is taken back." : $"{id} is taken for {word} from the next scan or import on."));
            return ExitCode.Ok;
        });
        return say;
    }
}
