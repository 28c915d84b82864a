using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using Recoup.Emulator;
using Recoup.Server.Hosting;

namespace Recoup.EndToEnd;

/// <summary>A backup made as docs/operating.md says, and what comes back from it.</summary>
public sealed class BackupTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("recoup-backup-");
    private readonly Dictionary<string, string> _environment = [];
    private EmulatorServer _emulator = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_SQLite_file_backed_up_in_the_middle_of_a_scan_goes_on_where_it_was()
    {
        await ConnectedAsync();
        var (pages, held) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _emulator.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal) && ++pages == 4 && held.TrySetResult(), 1, new Fault.Slow(TimeSpan.FromMinutes(10)));
        await using var scan = RecoupProcess.Start(At("data"), "scan");
        await held.Task.WaitAsync(Cancel);

        PrivateFolder.Make(At("restored"));
        await BackUpAsync(At("data/recoup.db"), At("restored/recoup.db"));
        Copy(At("data/keys"), At("restored/keys"));
        await scan.KillAsync();
        System.IO.Directory.Delete(At("data"), recursive: true);

        var answer = await RecoupProcess.RunAsync(At("restored"), null, "scan");
        answer.ExitCode.ShouldBe(0, answer.Error);
        answer.Error.ShouldContain("going on with the scan");
        (await RunAsync("restored", "audit", "verify")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_PostgreSQL_dump_restored_into_an_empty_database_has_everything_and_its_chain_verifies()
    {
        var server = new NpgsqlConnectionStringBuilder(Postgres.Server());
        var name = $"restored_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        _environment["RECOUP_DB"] = new NpgsqlConnectionStringBuilder(server.ConnectionString) { SearchPath = name }.ConnectionString;
        _environment["Recoup__Keys"] = At("ring");
        _environment["Recoup__KeysCertificate"] = Certificates.Pem(At("ring.pem"));
        await ConnectedAsync();
        await RunAsync("data", "scan");
        var before = await EverythingAsync();
        try
        {
            var dump = await ProgramAsync(server, "pg_dump", $"--schema={name}");
            await ExecuteAsync(server, $"drop schema {name} cascade");
            await ExecuteAsync(server, $"create database {name}");
            server.Database = name;
            await ProgramAsync(server, "psql", "--set=ON_ERROR_STOP=1", dump);
            _environment["RECOUP_DB"] = new NpgsqlConnectionStringBuilder(server.ConnectionString) { SearchPath = name }.ConnectionString;

            (await EverythingAsync()).ShouldBe(before);
            (await RunAsync("data", "audit", "verify")).ShouldNotBeEmpty();
            // The database refuses again what it refused before, and the secrets can be read: the scan asks with the kept key.
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(server, $"delete from {name}.audit_entries"))).MessageText.ShouldContain("audit");
            await RunAsync("data", "scan", "--full");
        }
        finally
        {
            server.Database = new NpgsqlConnectionStringBuilder(Postgres.Server()).Database;
            await ExecuteAsync(server, $"drop schema if exists {name} cascade");
            await ExecuteAsync(server, $"drop database if exists {name} with (force)");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private async Task ConnectedAsync()
    {
        _emulator = await EmulatorServer.StartAsync(new() { Users = 1_000, Seed = 7 }, Cancel);
        await File.WriteAllTextAsync(At("key"), _emulator.Key, Cancel);
        await RunAsync("data", "connect", "--org", _emulator.Org, "--key-file", At("key"), "--api-url", $"{_emulator.Api}");
    }

    private async Task<string> EverythingAsync() =>
        string.Join('\n', await RunAsync("data", "users", "list", "--json"), await RunAsync("data", "recommendations", "list", "--json"), await RunAsync("data", "audit", "list", "--json"), await RunAsync("data", "scans", "list", "--json"));

    private async Task<string> RunAsync(string data, params string[] arguments)
    {
        var answer = await RecoupProcess.RunInAsync(_environment, At(data), null, arguments);
        answer.ExitCode.ShouldBe(0, $"{string.Join(' ', arguments)}: {answer.Error}");
        return answer.Output;
    }

    /// <summary>What <c>sqlite3 recoup.db ".backup FILE"</c> does.</summary>
    private static async Task BackUpAsync(string from, string to)
    {
        await using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Pooling = false }.ConnectionString);
        await using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ConnectionString);
        await source.OpenAsync(Cancel);
        await target.OpenAsync(Cancel);
        source.BackupDatabase(target);
    }

    private static void Copy(string from, string to)
    {
        PrivateFolder.Make(to);
        foreach (var file in System.IO.Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static async Task ExecuteAsync(NpgsqlConnectionStringBuilder server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<string> ProgramAsync(NpgsqlConnectionStringBuilder server, string program, string argument, string? input = null)
    {
        string[] arguments = [argument, "--host", server.Host!, "--port", $"{server.Port}", "--username", server.Username!, "--dbname", server.Database!];
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = server.Password },
        })!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, await error);
        return await output;
    }
}
