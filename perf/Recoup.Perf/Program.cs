using Recoup.Perf;

switch (args)
{
    case ["record", var data, var file]:
        await Record.RunAsync(data, file);
        return 0;
    case ["replay", var file, var together]:
        await Replay.RunAsync(file, int.Parse(together), Environment.GetEnvironmentVariable);
        return 0;
    case ["least", var data, var file, var users, var seed, var figures]:
        await Least.RunAsync(data, file, int.Parse(users), int.Parse(seed), figures);
        return 0;
    case ["summary", var runs, var figures]:
        Summary.Write(runs, figures);
        return 0;
    case ["api", var recoup, var data, var requests]:
        await Api.RunAsync(recoup, data, int.Parse(requests));
        return 0;
    default:
        Console.Error.WriteLine("""
            perf/scan.sh runs these, one after the other:
              record DATA FILE                    scan with a connected data folder, and write down every request
              least DATA FILE USERS SEED FIGURES  hold a finished scan's requests against the least possible
              replay FILE TOGETHER                send the requests again, so many at a time; keys in RECOUP_PERF_BEARER and RECOUP_PERF_BASIC
              summary RUNS FIGURES                medians and ratios of timed runs
            perf/api.sh runs:
              api RECOUP DATA REQUESTS            serve a scanned data folder, and time every list, filter, sort and search
            """);
        return 2;
}
