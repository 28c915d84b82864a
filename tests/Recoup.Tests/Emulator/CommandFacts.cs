using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

public sealed class CommandFacts
{
    [Theory]
    [InlineData("--faults light --latency 20 --propagation 30 --stale 72 --limits on", true)]
    [InlineData("--faults some", false)]
    [InlineData("--latency -1", false)]
    [InlineData("--propagation soon", false)]
    [InlineData("--users 49", false)]
    [InlineData("--export people file.csv", true)]
    [InlineData("--export salaries file.csv", false)]
    [InlineData("--export leave", false)]
    public void Switches_are_checked_before_anything_starts(string line, bool right) => EmulatorCommand.Create().Parse(line).Errors.Any().ShouldBe(!right);
}
