using Recoup.Storage.SignIns;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    /// <summary>Somebody who may sign in, by name whatever its case; null when there is nobody of that name.</summary>
    public Task<Person?> TryGetPersonAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async work => await work.TryGetAsync<PersonRow>("select doc, version from sign_ins where org_id = @org and name = @key", new { org = Installation, key = Folded.SortName(name) }) is { } row ? row.Person : null,
            cancellationToken);

    /// <summary>Everybody who may sign in, by name.</summary>
    public Task<IReadOnlyList<Person>> SignInsAsync(CancellationToken cancellationToken) => database.ReadAsync(SignInsAsync, cancellationToken);

    /// <summary>Whether somebody is an admin and can sign in: from then on there always is.</summary>
    public Task<bool> HasAdminAsync(CancellationToken cancellationToken) => database.ReadAsync(HasAdminAsync, cancellationToken);

    /// <summary>The session of a hash; null when there is none. One that is over may still be there.</summary>
    public Task<Session?> TryGetSessionAsync(string hash, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async work => TryRead(await work.TryGetAsync<string>("select doc from sessions where org_id = @org and hash = @hash", new { org = Installation, hash }), SignInJson.Default.Session),
            cancellationToken);

    /// <summary>Somebody's sessions that are not over, the newest first.</summary>
    public Task<IReadOnlyList<Session>> SessionsAsync(string name, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Session>>(
            async work => [.. Read(
                await work.ListAsync<string>("select doc from sessions where org_id = @org and name = @key and until > @now", new { org = Installation, key = Folded.SortName(name), now = now.ToUnixTimeMilliseconds() }),
                SignInJson.Default.Session).OrderByDescending(s => s.BeganAt).ThenBy(s => s.Hash, StringComparer.Ordinal)],
            cancellationToken);

    /// <summary>Writes down that a session is in use. One that has ended meanwhile stays ended.</summary>
    public Task TouchSessionAsync(Session session, CancellationToken cancellationToken) =>
        database.WriteAsync(
            work => work.ExecuteAsync("update sessions set until = @until, doc = @doc where org_id = @org and hash = @hash", Values(session)),
            cancellationToken);

    /// <summary>The link of a hash; null when there is none. One that is over may still be there.</summary>
    public Task<OneTimeLink?> TryGetLinkAsync(string hash, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async work => TryRead(await work.TryGetAsync<string>("select doc from links where org_id = @org and hash = @hash", new { org = Installation, hash }), SignInJson.Default.OneTimeLink),
            cancellationToken);

    /// <summary>Keeps all of a change with its entry in the installation's log, or nothing of it.</summary>
    public async Task<SignInOutcome> KeepAsync(SignInChange change, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                async work =>
                {
                    var isAdminToStay = TakesSomethingAway(change) && await HasAdminAsync(work);
                    if (change.Person is { } person && await WritePersonAsync(work, person) == 0)
                        throw new NotKeptException(SignInOutcome.Changed);
                    if (change.Removed is { } removed && await RemovePersonAsync(work, removed) == 0)
                        throw new NotKeptException(SignInOutcome.Changed);
                    await WriteLinksAsync(work, change);
                    await WriteSessionsAsync(work, change);
                    if (isAdminToStay && !await HasAdminAsync(work))
                        throw new NotKeptException(SignInOutcome.LastAdmin);
                    await AppendAsync(work, change.Event);
                },
                cancellationToken);
            return SignInOutcome.Done;
        }
        catch (NotKeptException e)
        {
            return e.Outcome;
        }
    }

    private static async Task<IReadOnlyList<Person>> SignInsAsync(Work work) =>
        [.. (await work.ListAsync<PersonRow>("select doc, version from sign_ins where org_id = @org order by name", new { org = Installation })).Select(row => row.Person)];

    private static async Task<int> WritePersonAsync(Work work, Person person)
    {
        var values = new { org = Installation, key = Folded.SortName(person.Name), version = person.Version, doc = Write(person, SignInJson.Default.Person) };
        if (person.Version > 0)
            return await work.ExecuteAsync("update sign_ins set version = version + 1, doc = @doc where org_id = @org and name = @key and version = @version", values);
        var added = await work.ExecuteAsync("insert into sign_ins (org_id, name, version, doc) values (@org, @key, 1, @doc) on conflict (org_id, name) do nothing", values);
        // Nothing of an earlier person of that name counts for this one.
        if (added > 0)
            await EndAllAsync(work, values);
        return added;
    }

    private static async Task<int> RemovePersonAsync(Work work, Person person)
    {
        var values = new { org = Installation, key = Folded.SortName(person.Name), version = person.Version };
        await EndAllAsync(work, values);
        return await work.ExecuteAsync("delete from sign_ins where org_id = @org and name = @key and version = @version", values);
    }

    private static async Task EndAllAsync(Work work, object values)
    {
        foreach (var table in new[] { "sessions", "links", "api_tokens" })
            await work.ExecuteAsync($"delete from {table} where org_id = @org and name = @key", values);
    }

    private async Task WriteLinksAsync(Work work, SignInChange change)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (change.Uses is { } used)
        {
            if (await work.ExecuteAsync("delete from links where org_id = @org and hash = @hash", new { org = Installation, hash = used.Hash }) == 0)
                throw new NotKeptException(SignInOutcome.LinkUsed);
            await work.ExecuteAsync("delete from links where org_id = @org and (name = @key or until <= @now)", new { org = Installation, key = Folded.SortName(used.Name), now });
        }

        if (change.Makes is { } made)
        {
            // While nobody is set up, several servers that start each print a link, and each is good.
            if (!made.SetsUp)
                await work.ExecuteAsync("delete from links where org_id = @org and name = @key", new { org = Installation, key = Folded.SortName(made.Name) });
            await work.ExecuteAsync(
                "insert into links (org_id, hash, name, until, doc) values (@org, @hash, @key, @until, @doc)",
                new { org = Installation, hash = made.Hash, key = Folded.SortName(made.Name), until = made.Until.ToUnixTimeMilliseconds(), doc = Write(made, SignInJson.Default.OneTimeLink) });
        }
    }

    private async Task WriteSessionsAsync(Work work, SignInChange change)
    {
        if (change.Ends is { } ended)
            await work.ExecuteAsync("delete from sessions where org_id = @org and hash = @hash", new { org = Installation, hash = ended });
        if (change.EndsAllOf is { } name)
            await work.ExecuteAsync("delete from sessions where org_id = @org and name = @key and hash <> @kept", new { org = Installation, key = Folded.SortName(name), kept = change.Keeps ?? "" });
        if (change.Begins is not { } begins)
            return;
        await work.ExecuteAsync("delete from sessions where org_id = @org and until <= @now", new { org = Installation, now = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        await work.ExecuteAsync("insert into sessions (org_id, hash, name, until, doc) values (@org, @hash, @key, @until, @doc)", Values(begins));
    }

    /// <summary>Whether a change could take away the last admin: adding somebody, or keeping one who is an admin, cannot.</summary>
    private static bool TakesSomethingAway(SignInChange change) => change.Removed is not null || change.Person is { Version: > 0, IsAdmin: false };

    private static async Task<bool> HasAdminAsync(Work work) => (await SignInsAsync(work)).Any(p => p.IsAdmin);

    private static object Values(Session session) => new
    {
        org = Installation,
        hash = session.Hash,
        key = Folded.SortName(session.Name),
        until = session.Until.ToUnixTimeMilliseconds(),
        doc = Write(session, SignInJson.Default.Session),
    };

    private sealed record PersonRow
    {
        public string Doc { get; init; } = "";

        public long Version { get; init; }

        public Person Person => Read(Doc, SignInJson.Default.Person) with { Version = Version };
    }

    /// <summary>Takes a transaction back.</summary>
    private sealed class NotKeptException(SignInOutcome outcome) : Exception
    {
        public SignInOutcome Outcome { get; } = outcome;
    }
}
