namespace Recoup.Server;

/// <summary>What a verb ends with; scripts rely on it.</summary>
public static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Partial = 3;
}
