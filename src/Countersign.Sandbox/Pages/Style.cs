namespace Countersign.Sandbox.Pages;

/// <summary>The style sheet, from <c>style.css</c> beside this file.</summary>
internal static class Style
{
    public static string Sheet { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(Style).Assembly.GetManifestResourceStream("style.css")
            ?? throw new InvalidOperationException("style.css is not embedded in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
