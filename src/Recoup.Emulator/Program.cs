using Recoup.Emulator;

return await EmulatorCommand.Create().Parse(args).InvokeAsync();
