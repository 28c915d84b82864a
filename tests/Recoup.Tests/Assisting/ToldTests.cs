using Recoup.Core.Policies;
using Recoup.Engine.Classification;
using Recoup.Tests.Rules;

namespace Recoup.Tests.Assisting;

/// <summary>What is told of a name and an address.</summary>
public sealed class ToldTests
{
    [Theory]
    [InlineData("jane.doe@acme.example", "Jane Doe", "name.name@company")]
    [InlineData("JDoe@acme.example", "Jane Doe", "word@company")]
    [InlineData("j.doe@acme.example", "Jane Doe", "initial.name@company")]
    [InlineData("x.doe@acme.example", "Jane Doe", "letter.name@company")]
    [InlineData("ci-build-07@acme.example", "CI", "name-word-digits@company")]
    [InlineData("jane.doe+jira@gmail.example", "Jane Doe", "name.name+word@elsewhere")]
    [InlineData("иван@acme.example", "Иван Петров", "name@company")]
    [InlineData("a!b@c@elsewhere.example", "Q", "letter?letter?letter@elsewhere")]
    [InlineData("a.b.c.d.e.f.g@acme.example", "Q", "letter.letter.letter.@company")]
    [InlineData("no-at-sign", "Q", "@elsewhere")]
    [InlineData(null, "Jane", "not known")]
    public void P07_An_address_is_told_as_its_pattern(string? email, string name, string pattern) =>
        AddressPattern.Of(email, name, Situation.Of(Make.IdleInJira()).WithSurvey(s => s with { Domains = ["acme.example"] }).Judge().Around).ShouldBe(pattern);

    [Theory]
    [InlineData("Jane Foster", "Xxxx Xxxxxx")]
    [InlineData("ci-build-07", "xx-xxxxx-00")]
    [InlineData("王小明", "ooo")]
    [InlineData("O'Brien, Zoë (Berlin)", "X'Xxxxx, Xxx (Xxxxxx)")]
    [InlineData("<script>", "?xxxxxx?")]
    [InlineData("Hubschrauberlandeplatz", "Xxxxxxxxxxxx")]
    public void P07_A_pseudonym_is_the_name_s_shape(string name, string shape) =>
        ToldAccount.Of(Make.IdleInJira() with { Name = name }, 4, new AssistantSettings { Pseudonymous = true }, Situation.Of(Make.IdleInJira()).Judge().Around)
            .ShouldSatisfyAllConditions(t => t.Name.ShouldBe(shape), t => t.Id.ShouldBe("a5"));

    [Fact]
    public void A_name_is_cut_and_loses_what_steers_reading()
    {
        var told = ToldAccount.Of(Make.IdleInJira() with { Name = "A\u202Eb\u0000c\n" + new string('x', 10_000) }, 0, new(), Situation.Of(Make.IdleInJira()).Judge().Around);
        told.Name.ShouldStartWith("Abcx");
        told.Name.Length.ShouldBe(100);
    }
}
