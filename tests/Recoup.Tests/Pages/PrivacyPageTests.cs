using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Recoup.Engine;
using Recoup.Tests.Promises;
using Recoup.Tests.Server;
using Recoup.Tests.Serving;
using Recoup.Web.Privacy;

namespace Recoup.Tests.Pages;

/// <summary>PRIVACY.md as a page, and that it is told when it changed.</summary>
public sealed partial class PrivacyPageTests
{
    private const string News = "What Recoup reads, keeps and sends changed on 27 Nov 2026";

    private static readonly string File = System.IO.File.ReadAllText(OurCode.Repository("PRIVACY.md")).ReplaceLineEndings("\n");

    [Fact]
    public async Task P26_That_the_policy_changed_is_told_on_every_page_until_somebody_has_seen_it_and_to_others_still()
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        using var grace = await served.SignedInAsync(SignInRole.Viewer, "grace");
        using var ann = await served.SignedInAsync(SignInRole.Viewer, "ann");

        var before = new[] { await grace.GoAsync("/"), await grace.GoAsync("/audit"), await grace.GoAsync("/privacy") };
        var seen = await grace.SendAsync("/privacy/seen");
        var after = new[] { await grace.GoAsync("/"), await grace.GoAsync("/audit"), await grace.GoAsync("/privacy") };

        before.ShouldAllBe(p => p.Html.Contains(News));
        seen.To.ShouldBe("/privacy");
        after.ShouldAllBe(p => p.Status == 200 && !p.Html.Contains(News));
        (await ann.GoAsync("/")).Html.ShouldContain(News);
        (await served.Premises.ActionsAsync("--chain installation")).ShouldContain("privacy.see");
    }

    [Fact]
    public async Task P26_Somebody_who_came_after_the_change_is_told_nothing()
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        served.Premises.Shell.Time.Advance(TimeSpan.FromDays(30));
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        var link = (await admin.SendAsync("/people", "/people", ("name", "zoe"), ("role", "viewer"))).Link;
        using var zoe = served.Browse();
        await zoe.GoAsync(link);
        await zoe.SendAsync(link, ("chosen", Served.Password), ("name", "zoe"));
        await zoe.SignInAsync("zoe", Served.Password);

        (await zoe.GoAsync("/privacy")).Html.ShouldNotContain(News);
    }

    /// <summary>Whoever changes the text changes the day in it and this hash, or nobody is told.</summary>
    [Fact]
    public void P26_The_text_does_not_change_without_its_day()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File)))[..16];

        $"{PrivacyText.Changed:yyyy-MM-dd} {hash}".ShouldBe("2026-11-27 c5bf4163c1c26333", "PRIVACY.md changed: put today into its line \"Last changed\", and what came out here into this test");
    }

    [Fact]
    public async Task The_page_says_what_the_file_says_and_what_nobody_filled_in_is_not_set()
    {
        await using var served = await Served.OverAsync(await Premises.StartAsync());
        using var viewer = await served.SignedInAsync(SignInRole.Viewer);

        var page = (await viewer.GoAsync("/privacy")).Html;

        var rows = File.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("|--", StringComparison.Ordinal)).ToList();
        rows.Count.ShouldBeGreaterThan(40);
        Row().Count(page).ShouldBe(rows.Count);
        page.ShouldContain("<dt>Whom to ask</dt><dd><bdi>not set</bdi></dd>");
        page.ShouldNotContain("href=\"docs/");
        page.ShouldNotContain("href=\"SECURITY.md");
    }

    [GeneratedRegex("<tr>")]
    private static partial Regex Row();
}
