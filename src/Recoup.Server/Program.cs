using Recoup.Server;

return await CommandLine.RunAsync(args, CommandHost.System);
