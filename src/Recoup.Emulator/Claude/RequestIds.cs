namespace Recoup.Emulator;

internal static class RequestIds
{
    const string Letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>The id that a header and, where something is wrong, the body name.</summary>
    public static string RequestId(this Call call)
    {
        if (call.Headers["request-id"].ToString() is { Length: > 0 } known) return known;
        var made = "req_01" + new Dice(call.Organisation.Seed, call.Claude.NextRequest(), salt: 90).Text(Letters, 22);
        call.Headers["request-id"] = made;
        return made;
    }

    /// <summary>The id of an answer.</summary>
    public static string MessageId(this Call call) => "msg_" + call.RequestId()["req_".Length..];
}
