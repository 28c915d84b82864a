using Recoup.Engine.Atlassian;

namespace Recoup.Tests.Atlassian;

public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"errors":[{"id":"1","status":"404","code":"ADMIN-404-8","title":"User not found","detail":"No such user"}]}""", "ADMIN-404-8", "No such user")]
    [InlineData("""{"id":"1","status":"400","code":"ADMIN-400-1","title":"Bad cursor"}""", "ADMIN-400-1", "Bad cursor")]
    [InlineData("""{"code":401,"message":"Unauthorized"}""", "401", "Unauthorized")]
    [InlineData("""{"timestamp":"2025-06-06T06:03:27.122+00:00","path":"/x","status":403,"error":"Forbidden","message":"User has no permission to access resource."}""", null, "User has no permission to access resource.")]
    [InlineData("""{"key":"forbidden.action","context":{"allowed":false,"reason":{"key":"externalDirectory.scim"}}}""", "forbidden.action", "externalDirectory.scim")]
    [InlineData("""{"key":"unauthorized"}""", "unauthorized", null)]
    [InlineData("""{"errorMessages":["Not allowed","at all"],"errors":{}}""", null, "Not allowed at all")]
    [InlineData("", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("""{"errors":""", null, null)]
    [InlineData("""{"errors":[]}""", null, null)]
    public void Reads_every_shape(string body, string? code, string? message)
    {
        var read = ErrorBody.Read(body);

        read.Code.ShouldBe(code);
        read.Message.ShouldBe(message);
    }

    [Fact]
    public void Names_a_web_page_for_what_it_is() =>
        ErrorBody.Read("\n <!DOCTYPE html><html></html>").Message.ShouldNotBeNull().ShouldContain("proxy");
}
