using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Hosting;

/// <summary>Takes a scan's steps one after the other, waits where it must, and tells how it goes.</summary>
internal sealed class ScanRunner(Workplace workplace, ScanDesk desk, Turn turn)
{
    private readonly Scanner _scanner = new(desk);
    private readonly ScanProgress _progress = new(workplace.Host);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="UserException">A key was refused, or nothing answers; the scan stays as it is and can be resumed.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the scan can be resumed.</exception>
    public async Task<Scan> RunAsync(Scan scan, CancellationToken cancellationToken)
    {
        while (true)
        {
            _progress.Show(scan);
            await turn.KeepAsync(cancellationToken);
            (scan, var next) = await _scanner.StepAsync(scan, cancellationToken);
            switch (next)
            {
                case Step.Done:
                    _progress.End(scan);
                    return scan;
                case Step.WaitUntil wait:
                    _progress.Wait(scan, wait);
                    await turn.WaitAsync(wait.At, cancellationToken);
                    break;
                case Step.Stopped stopped:
                    throw new UserException($"{stopped.Why} Nothing is lost: recoup scan goes on where this one stopped.");
                default:
                    break;
            }
        }
    }
}
