using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Server.Hosting;
using Recoup.Storage;
using Recoup.Storage.SignIns;

namespace Recoup.Server.SigningIn;

/// <summary>What is decided about somebody: a change, a refusal, or both, since a wrong password is refused and counted; neither where nothing is to do.</summary>
internal readonly record struct Decision(SignInChange? Change, Refusal? Refusal)
{
    public static implicit operator Decision(SignInChange change) => new(change, null);

    public static implicit operator Decision(Refusal refusal) => new(null, refusal);
}

/// <summary>Reads who may sign in, and changes it: what was decided about a state is kept only if that is still the state.</summary>
internal sealed class SignInBook(Workplace workplace)
{
    private const int Attempts = 20;

    public SqlStore Store => workplace.Store;

    public DateTimeOffset Now => workplace.Host.Time.GetUtcNow();

    /// <summary>Decides about somebody, and again when somebody else was quicker.</summary>
    /// <param name="decide">Is told null when there is nobody of that name.</param>
    public async Task<Refusal?> ChangeAsync(string name, Func<Person?, Decision> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (change, refusal) = decide(await Store.TryGetPersonAsync(name, cancellationToken));
            if (change is null)
                return refusal;
            switch (await Store.KeepAsync(change, cancellationToken))
            {
                case SignInOutcome.Done:
                    return refusal;
                case SignInOutcome.LinkUsed:
                    return Links.Gone;
                case SignInOutcome.LastAdmin:
                    return new("last-admin", "Somebody has to be an admin who can sign in. Make somebody else one first.");
            }
        }

        return new("busy", "Others change the same sign-in all the time. Try again.");
    }

    /// <summary>An event of the installation's log.</summary>
    /// <param name="subject">Whom it is about, where that is not the actor.</param>
    public static AuditEvent Event(string actor, string action, string? subject = null, string? note = null, string outcome = AuditOutcome.Done) => new()
    {
        Chain = AuditChain.Installation,
        Actor = actor,
        Action = action,
        Outcome = outcome,
        Subject = subject is null ? null : new AccountId(subject),
        Note = note,
    };

    public static Refusal NoPerson(string name) => new("no-person", $"nobody of the name {name} may sign in here");

    /// <summary>The answer to a wrong password or code. The fifth in a row locks.</summary>
    public Decision Wrong(Person person, Refusal refusal)
    {
        var counted = person.WithWrong(Now);
        return new(
            new(Event(person.Name, counted.LockedUntil is null ? "sign-in.fail" : "sign-in.lock", outcome: AuditOutcome.Refused)) { Person = counted },
            refusal);
    }
}
