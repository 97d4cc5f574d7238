namespace Countersign.Bot.Configuration;

/// <summary>From files and environment to options that are known to be usable.</summary>
internal static class BotConfiguration
{
    /// <summary>
    /// Reads section `Countersign` of appsettings.json in the working directory, of <paramref name="file"/> if given,
    /// and of environment variables (`Countersign__GitHub__AppId`), the last one winning.
    /// </summary>
    /// <param name="roles">What the process does, over what the configuration says.</param>
    /// <exception cref="ConfigurationRefusedException">When something is missing or wrong; the message names each key.</exception>
    public static BotOptions Load(string? file, string? roles = null)
    {
        var builder = new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory());
        builder.AddJsonFile("appsettings.json", optional: true);
        if (file is not null) builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        builder.AddEnvironmentVariables();
        if (roles is not null)
            builder.AddInMemoryCollection([KeyValuePair.Create($"{BotOptions.Section}:{nameof(BotOptions.Roles)}", (string?)roles)]);
        return Read(builder.Build());
    }

    /// <summary>Reads and checks the section of a configuration.</summary>
    /// <exception cref="ConfigurationRefusedException">When something is missing or wrong.</exception>
    public static BotOptions Read(IConfiguration configuration)
    {
        var options = new BotOptions();
        try
        {
            configuration.GetSection(BotOptions.Section).Bind(options, binding => binding.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException fault)
        {
            throw new ConfigurationRefusedException([$"{fault.Message} Compare with appsettings.example.json."]);
        }

        var forbidden = RoleCheck.Run(options);
        if (!forbidden.IsEmpty) throw new ConfigurationRefusedException(forbidden); // no file is read that this process must not have
        var problems = SecretFiles.ReadInto(options).AddRange(BotOptionsCheck.Run(options));
        return problems is [] ? options : throw new ConfigurationRefusedException(problems);
    }
}

/// <summary>The configuration cannot be used. The message has a line a problem: the key, what is wrong, and what to do.</summary>
internal sealed class ConfigurationRefusedException(ImmutableArray<string> problems)
    : Exception("the configuration cannot be used:" + string.Concat(problems.Select(p => "\n  " + p)));
