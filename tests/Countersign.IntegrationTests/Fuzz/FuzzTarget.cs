using System.Text;
using Countersign.BadInput.Comments;
using Countersign.BadInput.Outputs;
using Countersign.BadInput.Policies;
using Countersign.BadInput.Sql;
using Countersign.BadInput.Webhooks;
using Countersign.Statements;
using Countersign.Tests.Ledger;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>One reader of what strangers write, texts to start from, and a judge of what it makes of any other.</summary>
/// <param name="Judge">Null when nothing is wrong; else the disagreement. What it throws is a fault of the reader.</param>
internal sealed record FuzzTarget(string Name, Func<IEnumerable<byte[]>> Seeds, Func<byte[], string?> Judge)
{
    internal static ImmutableArray<FuzzTarget> All { get; } =
    [
        new("postgresql", () => Of(Dialect.PostgreSql), SqlJudging.PostgreSql), new("sqlite", () => Of(Dialect.Sqlite), SqlJudging.Sqlite),
        new("sqlserver", () => Of(Dialect.SqlServer), SqlJudging.SqlServer),
        new("policy", () => [Encoding.UTF8.GetBytes(PolicyCorpus.Right), .. PolicyCorpus.All.Select(c => c.Bytes.ToArray()).Where(IsShort)], TextJudging.Policy),
        new("codeowners", () => [.. PathsAndOwners.Select(Encoding.UTF8.GetBytes)], TextJudging.Codeowners),
        new("command", () => CommentCorpus.All.Select(c => Encoding.UTF8.GetBytes(c.Comment.Body)), TextJudging.Command),
        new("webhook", () => DeliveryCorpus.All.Select(c => (byte[])[.. Encoding.ASCII.GetBytes(c.Event + "\n"), .. c.Body.Span]), TextJudging.Webhook),
        new("markdown", () => OutputCorpus.All.Where(c => c.Text.Length < 600).Select(c => Encoding.UTF8.GetBytes(c.Text)), TextJudging.Markdown),
        new("ledger", () => LedgerFacts.Envelopes(LedgerFacts.All).Select(e => e.ToArray()), LedgerJudging.Envelope),
        new("payload", () => LedgerFacts.Envelopes(LedgerFacts.All).Select(e => Countersign.Ledger.Envelope.Unwrap(e.Span)), LedgerJudging.Payload),
    ];

    /// <summary>The target of this name.</summary>
    internal static FuzzTarget Find(string name) => All.FirstOrDefault(t => t.Name == name)
        ?? throw new ArgumentException($"`{name}` is no target; there are {string.Join(", ", All.Select(t => t.Name))}");

    private static string[] PathsAndOwners => ["* @acme/dba\n/db/ @ana\n", "db/**/x.sql @a\n!no @b\n[a] @c\n\\# @d # x\ndocs/* @e ana@example.com\n", "a\\ b @ana\n/ @x\n**/y @z\n"];

    private static IEnumerable<byte[]> Of(Dialect dialect) => SqlCorpus.All.Where(c => c.Dialect == dialect).Select(c => c.Bytes.ToArray()).Where(IsShort);

    private static bool IsShort(byte[] seed) => seed.Length < 2_000;
}
