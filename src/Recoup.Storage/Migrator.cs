namespace Recoup.Storage;

/// <summary>Brings a database to this program's schema, each step in its own transaction; two at once take turns.</summary>
internal sealed class Migrator(Database database, IReadOnlyList<Migration> migrations, TimeProvider clock)
{
    private const string Versions = """
        create table if not exists schema_versions (
          number integer not null primary key,
          name text not null,
          hash text not null,
          applied_at bigint not null
        )
        """;

    /// <exception cref="DatabaseTooNewException">The database has steps this program does not know.</exception>
    /// <exception cref="MigrationChangedException">A step that was applied has another text here.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async work =>
            {
                await database.PrepareAsync(work);
                await work.ExecuteAsync(Versions);
                var newest = await work.TryGetAsync<long?>("select max(number) from schema_versions");
                if (newest > migrations.Count)
                    throw new DatabaseTooNewException($"{database.Place} was made by a newer Recoup (schema {newest}, this one knows {migrations.Count}). Start that version or a later one, or restore a backup from before the upgrade.");
            },
            cancellationToken);
        foreach (var migration in migrations)
            await database.WriteAsync(work => ApplyAsync(work, migration), cancellationToken);
    }

    private async Task ApplyAsync(Work work, Migration migration)
    {
        var hash = await work.TryGetAsync<string>("select hash from schema_versions where number = @number", new { number = migration.Number });
        if (hash == migration.Hash)
            return;
        if (hash is not null)
            throw new MigrationChangedException($"{database.Place} was made with another text of {migration.File} than this program has. Start the version of Recoup that it belongs to; to change the schema, add a new file.");
        await work.ExecuteAsync(migration.Sql);
        await work.ExecuteAsync(
            "insert into schema_versions (number, name, hash, applied_at) values (@number, @name, @hash, @at)",
            new { number = migration.Number, name = migration.Name, hash = migration.Hash, at = clock.GetUtcNow().ToUnixTimeMilliseconds() });
    }
}
