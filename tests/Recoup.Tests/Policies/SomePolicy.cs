using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Rules;

namespace Recoup.Tests.Policies;

/// <summary>Settings with policies made up at random, everything in them that a policy's file may say.</summary>
internal static class SomePolicy
{
    public static Arbitrary<Settings> Any => field ??= All.ToArbitrary();

    private static readonly Gen<string> Names =
        from odd in Gen.Elements("", "\"", "\\", "//", "/*", "*/", "{", "\u00A0", "é", "ß", "管理", "مدير", "👩‍💻", "'", "<b>", "&", ",", "#", "\u00AD", "�")
        from words in Gen.Elements("jira users", "x", " padded ", "A", "0", "null", "org-admins", new string('n', 250))
        from front in Gen.Elements(true, false)
        select front ? odd + words : words + odd;

    private static Gen<T?> Maybe<T>(Gen<T> some, int percent)
        where T : struct =>
        from there in Gen.Choose(1, 100)
        from value in some
        select there <= percent ? value : (T?)null;

    private static Gen<string?> MaybeText(Gen<string> some, int percent) =>
        from there in Gen.Choose(1, 100)
        from value in some
        select there <= percent ? value : null;

    private static readonly Gen<Selector> Selectors =
        (from product in Maybe(Gen.Elements(Product.Jira, Product.Confluence, Product.ServiceManagement, Product.Discovery), 40)
         from site in MaybeText(Names, 30)
         from grp in MaybeText(Names, 30)
         from domain in MaybeText(Gen.Elements("acme.com", "a.b", "münchen.example", "x-1.co.uk", "公司.cn"), 30)
         select new Selector { Product = product, Site = site, Group = grp, Domain = domain }).Where(s => !s.IsEmpty);

    private static Gen<int> Number(Threshold threshold) =>
        Gen.OneOf(Gen.Choose(threshold.Least, threshold.Most), Gen.Elements(threshold.Least, threshold.Most, threshold.Get(new())));

    private static readonly Gen<Scope> Scopes =
        from selector in Selectors
        from inactive in Maybe(Number(Threshold.InactiveDays), 60)
        from never in Maybe(Number(Threshold.NeverUsedDays), 40)
        from external in Maybe(Number(Threshold.ExternalDays), 40)
        select new Scope(selector, inactive, never, external);

    private static readonly Gen<Exclusion> Exclusions =
        from selector in Selectors
        from reason in Names
        from until in Maybe(Gen.Choose(0, 3_000_000).Select(DateOnly.FromDayNumber), 50)
        select new Exclusion(selector, reason + reason, until);

    private static readonly Gen<Settings> All =
        from inactive in Number(Threshold.InactiveDays)
        from never in Number(Threshold.NeverUsedDays)
        from external in Number(Threshold.ExternalDays)
        from buffer in Number(Threshold.BufferPercent)
        from off in Gen.SubListOf(StandardRules.All.Select(r => r.Id))
        from scopes in Scopes.ListOf()
        from exclusions in Exclusions.ListOf()
        select new Settings
        {
            InactiveDays = inactive,
            NeverUsedDays = never,
            ExternalDays = external,
            BufferPercent = buffer,
            SwitchedOff = [.. off],
            Scopes = [.. scopes],
            Exclusions = [.. exclusions],
        };
}
