using Recoup.Storage;

namespace Recoup.Tests.Storage;

public sealed class MigrationTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Each_migration_of_a_database_has_a_number_of_its_own_and_none_is_left_out(string dialect)
    {
        var numbers = Migration.For(dialect).Select(m => m.Number).ToList();

        numbers.Count.ShouldBeGreaterThan(13);
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
    }
}
