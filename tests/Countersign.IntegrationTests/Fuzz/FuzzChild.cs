namespace Countersign.IntegrationTests.Fuzz;

/// <summary>What the child says of one text.</summary>
internal enum Answer
{
    /// <summary>Nothing is wrong with it.</summary>
    Fine,

    /// <summary>Two readers disagree.</summary>
    Disagreement,

    /// <summary>The reader threw.</summary>
    Fault,
}

/// <summary>
/// Judges one text after the other in a process that may end at any of them: length and bytes come in, an answer and a sentence go out.
/// </summary>
internal static class FuzzChild
{
    /// <summary>Until the parent is gone.</summary>
    internal static int Run(FuzzTarget target)
    {
        using var input = new BinaryReader(Console.OpenStandardInput());
        using var output = new BinaryWriter(Console.OpenStandardOutput());
        try
        {
            while (true)
            {
                var (answer, sentence) = Judge(target, input.ReadBytes(input.ReadInt32()));
                output.Write((byte)answer);
                output.Write(sentence);
                output.Flush();
            }
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
    }

    /// <summary>What the target says of a text.</summary>
    internal static (Answer Answer, string Sentence) Judge(FuzzTarget target, byte[] text)
    {
        try
        {
            return target.Judge(text) is { } wrong ? (Answer.Disagreement, wrong) : (Answer.Fine, "");
        }
        catch (Exception fault) // that is what is looked for
        {
            return (Answer.Fault, fault.ToString());
        }
    }
}
