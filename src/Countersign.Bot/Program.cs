using Countersign.Bot.Commands;

return await CommandLine.Run(args);
