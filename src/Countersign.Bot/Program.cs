using Countersign.Bot.Commands;

if (args is ["serve"])
    return await ServeCommand.Run(null);

if (args is ["demo", ..])
    return await DemoCommand.Create().Parse(args[1..]).InvokeAsync();

await Console.Error.WriteLineAsync("usage: countersign serve");
return ServeCommand.CouldNotStart;
