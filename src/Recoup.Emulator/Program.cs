using Recoup.Emulator;
Console.WriteLine(Organisation.Generate(50,1,DateTimeOffset.UnixEpoch).Accounts[0].Name);
