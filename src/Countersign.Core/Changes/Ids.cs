namespace Countersign.Changes;

/// <summary>The forge's own, immutable number of a repository. Names can be reused; ids cannot (INV-04).</summary>
public readonly record struct RepositoryId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The forge's own, immutable number of an account (INV-04).</summary>
public readonly record struct UserId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A Git object id of a commit: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.</summary>
public readonly record struct CommitId
{
    /// <summary>Takes the id as Git prints it.</summary>
    /// <exception cref="ArgumentException">When <paramref name="hex"/> is not 40 or 64 lower-case hex digits.</exception>
    public CommitId(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        if (hex.Length is not (40 or 64) || !hex.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c)))
            throw new ArgumentException($"`{hex}` is not a commit id", nameof(hex));
        Hex = hex;
    }

    /// <summary>The digits.</summary>
    public string Hex { get; }

    /// <summary>The first ten digits, for people.</summary>
    public string Short => Hex[..10];

    /// <inheritdoc />
    public override string ToString() => Hex;
}
