namespace Recoup.Tests.Storage;

/// <summary>Lets one of many waiting flows go on at a time, by a seed: the same seed makes the same interleaving.</summary>
public sealed class Turns(int seed)
{
    private readonly Random random = new(seed);
    private readonly List<TaskCompletionSource> waiting = [];

    /// <summary>How many turns there were.</summary>
    public int Taken { get; private set; }

    /// <summary>Waits until it is this flow's turn.</summary>
    public Task NextAsync()
    {
        var turn = new TaskCompletionSource();
        waiting.Add(turn);
        return turn.Task;
    }

    /// <summary>Begins flows and gives turns until all have ended.</summary>
    public async Task RunAsync(IReadOnlyList<Func<Task>> flows)
    {
        // Without the test's own context, so that a flow runs on inside its turn and nothing else runs meanwhile.
        await Task.Run(async () =>
        {
            var running = flows.Select(flow => flow()).ToList();
            while (waiting.Count > 0)
            {
                Taken++;
                var next = random.Next(waiting.Count);
                var turn = waiting[next];
                waiting.RemoveAt(next);
                turn.SetResult();
            }

            running.ShouldAllBe(flow => flow.IsCompleted);
            await Task.WhenAll(running);
        });
    }
}
