using Recoup.Core.Directory.Lexicon;

namespace Recoup.Core.Directory;

/// <summary>
/// The deterministic score that tells people from machines. It looks only at the account's own record, on word boundaries
/// ("Abbott" holds no bot), and answers unknown when signals conflict: a machine taken for a person costs an integration,
/// a person taken for a machine only a finding. docs/kinds.md says how well it does.
/// </summary>
public static class KindScore
{
    /// <summary>Judges one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="listed">Whether the staff list or the identity provider lists it among people.</param>
    /// <param name="said">What a person said it is; null where nobody did. Atlassian's own accounts for software are never anything else.</param>
    public static Kind Of(Account account, bool listed = false, Kind? said = null)
    {
        if (account.Type == "app")
            return new(AccountKind.App, ["Atlassian's account type is app"]) { Clear = true };
        if (account.Type == "customer")
            return new(AccountKind.Customer, ["Atlassian's account type is customer"]) { Clear = true };

        var email = account.Email ?? "";
        var at = email.IndexOf('@');
        var domain = email.AsSpan(email.LastIndexOf('@') + 1);
        if (domain.Equals("serviceaccount.atlassian.com", StringComparison.OrdinalIgnoreCase) || domain.Equals("connect.atlassian.com", StringComparison.OrdinalIgnoreCase))
            return new(AccountKind.Service, [$"the address is at {account.Domain}"]) { Clear = true };
        if (said is not null)
            return said;

        Span<char> nameLetters = stackalloc char[WordReader.LetterRoom];
        Span<char> localLetters = stackalloc char[WordReader.LetterRoom];
        Span<Word> nameWords = stackalloc Word[WordReader.WordRoom];
        Span<Word> localWords = stackalloc Word[WordReader.WordRoom];
        var local = email.AsSpan(0, Math.Max(at, 0));
        var name = new NameReading(account.Name, local, domain, nameLetters, nameWords);
        var address = new AddressReading(local, localLetters, localWords);
        var alike = Resemblance.Of(name, address);
        return MachineScore.TryOf(name, address, alike, account.HasJob == true, listed)
            ?? PersonScore.Of(name, address, alike, account.HasJob == true, listed);
    }
}
