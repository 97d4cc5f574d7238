using Countersign.Bot.Commands;

if (args is ["serve"])
    return await ServeCommand.Run(null, _ => { });

await Console.Error.WriteLineAsync("usage: countersign serve");
return ServeCommand.CouldNotStart;
