namespace Recoup.EndToEnd;

/// <summary>The PostgreSQL server that the tests are given.</summary>
internal static class Postgres
{
    /// <summary>Its connection string. Skips the test when there is no server, or fails it where there has to be one.</summary>
    public static string Server()
    {
        if (Environment.GetEnvironmentVariable("RECOUP_TEST_POSTGRES") is { Length: > 0 } server)
            return server;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail("RECOUP_TEST_POSTGRES names no server: ./test.sh starts one.");
        Assert.Skip("RECOUP_TEST_POSTGRES names no server: ./test.sh starts one.");
        throw new InvalidOperationException();
    }
}
