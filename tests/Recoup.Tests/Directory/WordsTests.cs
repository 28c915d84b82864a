using Recoup.Core.Directory;

namespace Recoup.Tests.Accounts;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Anna Abbott", "anna abbott")]
    [InlineData("svc-backup_2.nightly", "svc backup nightly")]
    [InlineData("BuildBot", "build bot")]
    [InlineData("buildBOT", "build bot")]
    [InlineData("BUILDBOT", "buildbot")]
    [InlineData("Robotham", "robotham")]
    [InlineData("O'Brien", "o brien")]
    [InlineData("ÅSA Öberg", "asa oberg")]
    [InlineData("Jose\u0301", "jose")]
    [InlineData("E\u0301lan", "elan")]
    [InlineData("", "")]
    [InlineData("12 + 34 🚀", "")]
    [InlineData("Иван", "иван")]
    public void Splits_on_word_boundaries(string text, string words) => string.Join(' ', Words.Of(text)).ShouldBe(words);

    [Fact]
    public void A_word_with_marks_or_joiners_inside_is_one_word()
    {
        Words.Of("राम").Count.ShouldBe(1);
        Words.Of("สมชาย").Count.ShouldBe(1);
        Words.Of("علی\u200cرضا").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ÀÉÎÕÜ", "aeiou")]
    [InlineData("Łódź ŠKODA Çağrı", "lodz skoda cagri")]
    [InlineData("Đặng", "dặng")]
    [InlineData("ΑΘΗΝΑ", "αθηνα")]
    [InlineData("МОСКВА", "москва")]
    [InlineData("東京", "東京")]
    [InlineData("a@b.C", "a@b.c")]
    public void Folds_to_small_plain_letters(string text, string folded) => Words.Fold(text).ShouldBe(folded);

    [Fact]
    public void Every_marked_Latin_letter_folds_to_the_letter_beneath_its_mark()
    {
        // Unicode's own decompositions of Latin-1 and Latin Extended-A, written down: without cultures the runtime has none.
        const string marked = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆ"
            + "ćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔ"
            + "ŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž";
        const string plain = "aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaac"
            + "cccccccddeeeeeeeeeegggggggghhiiiiiiiijjkkllllllnnnnnnoooooor"
            + "rrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzz";

        marked.Length.ShouldBe(160);
        Words.Fold(marked).ShouldBe(plain);
    }

    [Fact]
    public void Folding_keeps_the_length_and_folding_again_changes_nothing()
    {
        var every = string.Concat(Enumerable.Range(0, 0xD800).Select(i => (char)i));

        var folded = Words.Fold(every);

        folded.Length.ShouldBe(every.Length);
        Words.Fold(folded).ShouldBe(folded);
    }
}
