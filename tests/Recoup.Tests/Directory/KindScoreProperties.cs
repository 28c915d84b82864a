using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;

namespace Recoup.Tests.Accounts;

/// <summary>However a person's name and address are written, the person is never clearly something else.</summary>
public sealed class KindScoreProperties
{
    private static readonly IReadOnlyList<LabelledAccount> People = [.. LabelledAccounts.All.Where(r => r.Kind == AccountKind.Human)];

    private static readonly string[] Spaces = [" ", "  ", "\u00a0", "\u3000", "\t", "", " - ", "-", ", ", ".", "_"];
    private static readonly string[] Joints = [".", "_", "-", "", "..", "+", "1."];

    // Combining grave, acute, tilde, diaeresis, caron, dot below.
    private const string Accents = "\u0300\u0301\u0303\u0308\u030c\u0323";

    private const string Accented = "áàâäãåāąçćčďéèêëēęěğíìîïīłñńňóòôöõøōřśšşťúùûüūůýžźżạẹịọụơưșț";
    private const string Plain = "aaaaaaaacccdeeeeeeegiiiiilnnnooooooorssstuuuuuuyzzzaeioouust";

    private static Gen<string> Written(string text, string[] separators, Func<char, bool> separates) =>
        from order in Gen.Choose(0, 5)
        from separator in Gen.Elements(separators)
        from keep in Gen.Frequency((2, Gen.Constant(true)), (1, Gen.Constant(false)))
        from casing in Gen.Choose(0, 4)
        from accents in Gen.Choose(0, 4)
        from seed in Gen.Choose(0, int.MaxValue)
        select Rewrite(text, keep ? null : separator, order, casing, accents, new Random(seed), separates);

    private static string Rewrite(string text, string? separator, int order, int casing, int accents, Random random, Func<char, bool> separates)
    {
        var words = new string([.. text.Select(c => separates(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (order == 1)
            Array.Reverse(words);
        else if (order == 2)
            random.Shuffle(words);
        var written = separator is null && order is not (1 or 2) ? text : string.Join(separator ?? " ", words);
        return Accent(Case(written, casing, random), accents, random);
    }

    private static string Case(string text, int casing, Random random) => casing switch
    {
        0 => text.ToUpperInvariant(),
        1 => text.ToLowerInvariant(),
        2 => string.Concat(text.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c))),
        _ => text,
    };

    private static string Accent(string text, int accents, Random random) => accents switch
    {
        0 => string.Concat(text.Select(c => Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : c)),
        1 => string.Concat(text.Select(c => char.IsLetter(c) && random.Next(4) == 0 ? $"{c}{Accents[random.Next(Accents.Length)]}" : $"{c}")),
        2 => string.Concat(text.Select(c => Plain.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at && random.Next(3) == 0 ? Accented[at] : c)),
        _ => text,
    };

    private static readonly Arbitrary<(string Name, string? Email, LabelledAccount Row)> Anybody = (
        from row in Gen.Elements<LabelledAccount>(People)
        from name in Written(row.Account.Name, Spaces, char.IsWhiteSpace)
        from local in Written(row.Account.Email?.Split('@')[0] ?? "", Joints, c => c is '.' or '_' or '-')
        from hidden in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (name, hidden || row.Account.Email is null ? null : $"{local}@{row.Account.Email.Split('@')[1]}", row)).ToArbitrary();

    [Fact]
    public void No_person_is_clearly_a_machine_or_shared_however_name_and_address_are_written() =>
        Prop.ForAll(Anybody, a => KindScore.Of(a.Row.Account with { Name = a.Name, Email = a.Email }) is { Clear: false } or { Value: AccountKind.Human })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30_000).WithQuietOnSuccess(true));

    [Fact]
    public void The_ways_of_writing_are_worth_testing()
    {
        // Otherwise the property would hold of the file as it stands and of nothing else.
        var written = Gen.Sample(Anybody.Generator, 5_000, 50).ToList();

        written.Select(w => w.Name).Distinct().Count().ShouldBeGreaterThan(2_000);
        written.Count(w => w.Email != w.Row.Account.Email).ShouldBeGreaterThan(2_000);
        written.Select(w => w.Row.Line).Distinct().Count().ShouldBeGreaterThan(People.Count * 9 / 10);
        written.Count(w => KindScore.Of(w.Row.Account with { Name = w.Name, Email = w.Email }).Value is AccountKind.Service or AccountKind.Bot or AccountKind.Shared).ShouldBeGreaterThan(50);
    }
}
