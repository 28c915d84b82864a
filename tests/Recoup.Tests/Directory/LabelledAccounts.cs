using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Recoup.Core.Directory;

namespace Recoup.Tests.Accounts;

/// <summary>An account with the kind that a person would say it is. All of them are invented.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Account">The account, not judged.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Note">What is hard about it. "unseen": written after the word lists, and kept out of them.</param>
public sealed record LabelledAccount(int Line, Account Account, AccountKind Kind, string Note)
{
    /// <summary>Accounts that are no person's and cannot be told from one: their number is in docs/kinds.md.</summary>
    public bool IsKnownLimit => Note.StartsWith("known limit", StringComparison.Ordinal);

    public bool IsUnseen => Note.StartsWith("unseen", StringComparison.Ordinal);

    public bool IsMachine => Kind is AccountKind.Service or AccountKind.Bot or AccountKind.Shared;

    public override string ToString() => $"line {Line}: {Account.Name} <{Account.Email}> is {Kind}";
}

/// <summary>The rows of labelled-accounts.csv.</summary>
public static class LabelledAccounts
{
    public static readonly IReadOnlyList<LabelledAccount> All = [.. Read()];

    private static IEnumerable<LabelledAccount> Read()
    {
        using var file = new StreamReader(typeof(LabelledAccounts).Assembly.GetManifestResourceStream("labelled-accounts.csv")!);
        using var csv = new CsvReader(file, new CsvConfiguration(CultureInfo.InvariantCulture));
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            var account = new Account
            {
                Id = new(csv.Parser.RawRow.ToString(CultureInfo.InvariantCulture)),
                Name = csv["name"]!,
                Email = csv["email"] is { Length: > 0 } email ? email : null,
                Type = csv["type"]!,
                HasJob = csv["hasJob"] is { Length: > 0 } job ? bool.Parse(job) : null,
                Status = "active",
                FetchedAt = Make.Now,
            };
            yield return new(csv.Parser.RawRow, account, Enum.Parse<AccountKind>(csv["kind"]!, ignoreCase: true), csv["note"]!);
        }
    }
}
