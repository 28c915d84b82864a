using System.CommandLine;
using System.Text.Json;
using Npgsql;
using Recoup.Server;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Server;

/// <summary>Which database the verbs take: --db, RECOUP_DB or the file in the data folder.</summary>
public sealed class DatabaseTests : IAsyncDisposable
{
    private const string Csv = "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\na,Ann,ann@x.test,Active,User,1 Jan 2024\nb,Bob,bob@x.test,Active,User,1 Nov 2026\n";

    private readonly Shell shell = new();
    private readonly PostgresPlace place = new();

    [Fact]
    public async Task From_import_to_users_with_the_data_in_PostgreSQL()
    {
        UsePostgres();

        var import = await shell.RunAsync("import", shell.Write("users.csv", Csv));
        var users = await shell.RunAsync("users", "list", "--json");

        import.Code.ShouldBe(ExitCode.Ok, import.Error);
        JsonDocument.Parse(users.Out).RootElement.GetArrayLength().ShouldBe(2);
        File.Exists(Path.Combine(shell.Data, "recoup.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_argument_takes_its_password_from_a_file_and_goes_before_the_environment()
    {
        UsePostgres();
        await shell.RunAsync("import", shell.Write("users.csv", Csv));
        var server = new NpgsqlConnectionStringBuilder(place.Address);
        var passwords = shell.Write("passwords", $"*:*:*:*:{server.Password}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        shell.Environment["RECOUP_DB"] = "Host=elsewhere.invalid;Database=d";

        var users = await shell.RunAsync("users", "list", "--json", "--db", place.With(s => (s.Password, s.Passfile) = (null, passwords)));

        users.Code.ShouldBe(ExitCode.Ok, users.Error);
        JsonDocument.Parse(users.Out).RootElement.GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task P05_A_password_that_is_refused_is_not_repeated()
    {
        UsePostgres();
        shell.Environment["RECOUP_DB"] = place.With(s => s.Password = "canary-password");

        var run = await shell.RunAsync("users", "list");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldContain("does not accept the password");
        run.Error.ShouldNotContain("canary-password");
    }

    [Theory]
    [InlineData("Host=h;Database=d;Username=u;Password=canary;SSL Mode=VerifyFull")]
    [InlineData("Host=localhost;Database=d;Pwd=canary")]
    public async Task P05_An_argument_with_a_password_is_refused_and_the_safe_ways_are_named(string connection)
    {
        var run = await shell.RunAsync("users", "list", "--db", connection);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("RECOUP_DB");
        run.Error.ShouldContain("PGPASSFILE");
        run.Error.ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("canary.db")]
    [InlineData("postgres://me:canary@db.example/recoup")]
    [InlineData("Data Source=canary.db")]
    public async Task Anything_but_PostgreSQL_is_refused(string connection)
    {
        var argument = await shell.RunAsync("users", "list", "--db", connection);
        shell.Environment["RECOUP_DB"] = connection;
        var variable = await shell.RunAsync("users", "list");

        argument.Error.ShouldStartWith("--db takes a connection string of PostgreSQL");
        variable.Error.ShouldStartWith("RECOUP_DB takes a connection string of PostgreSQL");
        foreach (var run in new[] { argument, variable })
        {
            run.Code.ShouldBe(ExitCode.Usage);
            run.Error.ShouldNotContain("canary");
        }
    }

    [Fact]
    public async Task A_server_on_another_machine_without_TLS_is_refused_with_what_to_add()
    {
        var run = await shell.RunAsync("users", "list", "--db", "Host=db.example;Database=recoup;Username=recoup");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("add SSL Mode=VerifyFull, and Root Certificate=FILE");
    }

    [Fact]
    public async Task The_demo_keeps_to_its_own_folder()
    {
        shell.Environment["RECOUP_DB"] = "Host=elsewhere.invalid;Database=d";

        (await shell.RunAsync("demo", "--once", "--users", "50")).Code.ShouldBe(ExitCode.Ok);
    }

    [Fact]
    public void Every_verb_that_has_data_takes_a_database()
    {
        var verbs = All(CommandLine.Root(CommandHost.System)).Where(c => Has(c, "--data")).ToList();

        verbs.Select(v => v.Name).ShouldContain("connect");
        verbs.Where(v => !Has(v, "--db")).ShouldBeEmpty();

        static bool Has(Command command, string option) => command.Options.Any(o => o.Name == option);
        static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Append(command);
    }

    public async ValueTask DisposeAsync()
    {
        shell.Dispose();
        await place.DisposeAsync();
    }

    private void UsePostgres()
    {
        shell.Environment["RECOUP_DB"] = place.Address;
        shell.Environment["Recoup__Keys"] = Path.Combine(shell.Folder, "ring");
        shell.Environment["Recoup__KeysCertificate"] = Certificates.Pem(shell);
    }
}
