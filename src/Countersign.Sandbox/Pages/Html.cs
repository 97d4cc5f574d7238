using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Countersign.Sandbox.Pages;

/// <summary>
/// HTML that is safe to send. It is made by interpolation: what is written in the source is markup, every value
/// put into it is encoded, unless it is <see cref="Html"/> itself.
/// </summary>
internal readonly record struct Html(string Markup)
{
    public static Html Empty => new(string.Empty);

    public static Html Of(Interpolated markup) => new(markup.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    public override string ToString() => Markup;

    /// <summary>Encodes the values as the compiler hands them over.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Interpolated(int literalLength, int formattedCount)
    {
        private readonly StringBuilder built = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string markup) => built.Append(markup);

        public void AppendFormatted(Html value) => built.Append(value.Markup);

        public void AppendFormatted(IEnumerable<Html> values)
        {
            foreach (var value in values) built.Append(value.Markup);
        }

        public void AppendFormatted<T>(T value) => built.Append(WebUtility.HtmlEncode(value?.ToString()));

        public override string ToString() => built.ToString();
    }
}
