using System.Security.Authentication;
using Npgsql;
using Recoup.Storage;

namespace Recoup.Tests.Storage;

public sealed class PostgresAddressTests
{
    [Fact]
    public void It_is_named_without_its_password()
    {
        var address = PostgresAddress.Parse("Host=db.example;Database=seats;Username=ann;Password=canary;SSL Mode=VerifyFull");

        address.Place.ShouldBe("PostgreSQL database seats at db.example:5432");
        address.Schema.ShouldBe("recoup");
        address.HasPassword.ShouldBeTrue();
        PostgresAddress.Parse("Host=db.example;Database=seats;Search Path=ours;SSL Mode=VerifyFull").Place.ShouldBe("PostgreSQL database seats at db.example:5432, schema ours");
    }

    [Theory]
    [InlineData("Host=localhost;Database=d;Pwd=canary")]
    [InlineData("host=localhost;database=d;PSW=canary")]
    [InlineData("Host=localhost;Database=d;Ssl Password=canary")]
    public void A_password_is_seen_under_every_name(string text) => PostgresAddress.Parse(text).HasPassword.ShouldBeTrue();

    [Fact]
    public void A_server_with_another_certificate_is_told_with_what_names_the_right_one()
    {
        var address = PostgresAddress.Parse("Host=db.example;Database=seats;SSL Mode=VerifyFull");

        var told = PostgresErrors.Explain(new NpgsqlException("x", new AuthenticationException("The remote certificate is invalid.")), address);

        told.ShouldBe("PostgreSQL database seats at db.example:5432 is not trusted: The remote certificate is invalid. Host= has to be a name that its certificate is for, and Root Certificate=FILE the authority that made it.");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:5433")]
    [InlineData("::1")]
    [InlineData("[::1]:5433")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5433")]
    [InlineData("localhost,127.0.0.2")]
    [InlineData("/run/postgresql")]
    public void A_server_of_this_machine_needs_no_TLS(string host) => PostgresAddress.Parse($"Host={host};Database=d").Place.ShouldContain(host);

    [Theory]
    [InlineData("recoup.db", "cannot be read")]
    [InlineData("postgres://ann:canary@db.example/seats", "cannot be read")]
    [InlineData("Host=h;Database=d;Password=half;canary", "cannot be read")]
    [InlineData("Host=h;Database=d;Password=half;canary=1", "cannot be read")]
    [InlineData("Host=h;Database=d;Port=canary", "cannot be read")]
    [InlineData("Host=postgres://ann:canary@db.example;Database=d", "Host= takes")]
    [InlineData("Database=canary", "Host= takes")]
    [InlineData("Host=h", "Database=NAME")]
    [InlineData("Host=h;Database=d;Search Path=a,canary", "Search Path=")]
    [InlineData("Host=h;Database=d;Search Path=public", "Search Path=")]
    [InlineData("Host=h;Database=d;Search Path=pg_temp", "Search Path=")]
    [InlineData("Host=canary;Database=d", "SSL Mode=VerifyFull")]
    [InlineData("Host=canary;Database=d;SSL Mode=Require", "SSL Mode=VerifyFull")]
    [InlineData("Host=canary;Database=d;SSL Mode=VerifyCA", "SSL Mode=VerifyFull")]
    [InlineData("Host=127.0.0.1,canary;Database=d", "SSL Mode=VerifyFull")]
    [InlineData("Host=localhost.canary;Database=d", "SSL Mode=VerifyFull")]
    [InlineData("Host=192.0.2.1:5432;Database=d;Username=canary", "SSL Mode=VerifyFull")]
    public void What_is_no_address_is_refused_without_repeating_it(string text, string part)
    {
        var e = Should.Throw<StoreException>(() => PostgresAddress.Parse(text));

        e.Message.ShouldContain(part);
        e.ToString().ShouldNotContain("canary");
    }
}
