using Recoup.Core.Audit;
using Recoup.Storage.SignIns;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    /// <summary>Whose rows belong to no organisation.</summary>
    private static readonly string Installation = AuditChain.Installation.Value;

    /// <summary>The token with this hash; null when there is none.</summary>
    public Task<ApiToken?> TryGetTokenAsync(string hash, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async work => TryRead(await work.TryGetAsync<string>("select doc from api_tokens where org_id = @org and hash = @hash", new { org = Installation, hash }), SignInJson.Default.ApiToken),
            cancellationToken);

    /// <summary>Everybody's tokens, or one person's.</summary>
    public Task<IReadOnlyList<ApiToken>> TokensAsync(string? owner, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ApiToken>>(
            async work => Read(
                await work.ListAsync<string>($"select doc from api_tokens where org_id = @org {(owner is null ? "" : "and name = @key")} order by name, hash", new { org = Installation, key = Folded.SortName(owner ?? "") }),
                SignInJson.Default.ApiToken),
            cancellationToken);

    /// <summary>Keeps a new token, with its entry in the installation's log.</summary>
    public Task AddTokenAsync(ApiToken token, AuditEvent done, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async work =>
            {
                await work.ExecuteAsync("insert into api_tokens (org_id, hash, name, doc) values (@org, @hash, @key, @doc)", new { org = Installation, hash = token.Hash, key = Folded.SortName(token.Owner), doc = Write(token, SignInJson.Default.ApiToken) });
                await AppendAsync(work, done);
            },
            cancellationToken);

    /// <summary>Takes a token back, with its entry in the installation's log.</summary>
    public Task RemoveTokenAsync(ApiToken token, AuditEvent done, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async work =>
            {
                await work.ExecuteAsync("delete from api_tokens where org_id = @org and hash = @hash", new { org = Installation, hash = token.Hash });
                await AppendAsync(work, done);
            },
            cancellationToken);
}
