using Recoup.Core.Directory;
using Recoup.Forge.Kvs;

namespace Recoup.Forge.Access;

/// <summary>What is kept of those who look at the pages, beside what organisation admins said of them.</summary>
internal sealed class Visitors(IKvs kvs, TimeProvider time)
{
    public Verdicts Verdicts { get; } = new(kvs, time);

    public PrivacySeen PrivacySeen { get; } = new(kvs);

    /// <summary>Forgets one of them, or with null all.</summary>
    public async Task ForgetAsync(AccountId? account, CancellationToken cancellationToken)
    {
        await Verdicts.ClearAsync(cancellationToken);
        await PrivacySeen.ForgetAsync(account, cancellationToken);
    }
}
