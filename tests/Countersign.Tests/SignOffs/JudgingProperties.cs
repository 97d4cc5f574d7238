using Countersign.SignOffs;
using Countersign.Statements;
using CsCheck;
using static Countersign.Tests.Given;

namespace Countersign.Tests.SignOffs;

[Invariant(16)]
public sealed class JudgingProperties
{
    private static readonly ImmutableArray<string> Words =
        ["ALTER TABLE a", "ALTER TABLE b", "DROP TABLE a", "DROP TABLE payments.b", "GRANT a", "DO x", "ALTER TABLE payments.c"];

    private static readonly Gen<Plan> Plans = Gen.OneOf(Words.AsSpan().ToArray()).Array[1, 6].Select(s => Plan(s));

    private static readonly Gen<SignOff> SignOffs = Gen.Select(
        Gen.OneOf(Ana, Bob, Cleo, Dan, Author, Robot), Plans, Gen.Int[0, 5], Gen.Bool, (by, plan, minute, whole) =>
            whole ? Review(by, plan, minute) : Command(by, plan, minute, 1, 3));

    [Fact]
    public void No_permutation_of_sign_offs_changes_the_verdict() =>
        Gen.Select(Plans, SignOffs.Array[0, 8], Gen.Int).Sample((plan, signOffs, seed) =>
        {
            ImmutableArray<SignOff> all = [.. signOffs.Append(Review(Ana, plan, 7))];
            var shuffled = all.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Show(plan, all) == Show(plan, [.. shuffled]);
        }, iter: 300);

    [Fact]
    public void One_byte_that_changes_changes_the_digest_and_every_chain_from_there_on() =>
        Gen.Select(Gen.OneOf(Words.AsSpan().ToArray()).Array[1, 6], Gen.Int[0, 1000], Gen.Int[1, 25]).Sample((statements, at, by) =>
        {
            var edited = statements.ToArray();
            var which = at % edited.Length;
            var letters = edited[which].ToCharArray();
            var letter = at % letters.Length;
            letters[letter] = letters[letter] == ' ' ? '_' : (char)('a' + ((letters[letter] + by) % 26));
            edited[which] = new string(letters);
            if (edited[which] == statements[which]) return true;
            var (before, after) = (Plan(statements).Statements.ToArray(), Plan(edited).Statements.ToArray());
            return Plan(statements).Digest != Plan(edited).Digest
                && before.Zip(after).All(p => (p.First.Chain == p.Second.Chain) == (p.First.Number <= which))
                && before.Zip(after).All(p => (p.First.Digest == p.Second.Digest) == (p.First.Number != which + 1));
        }, iter: 300);

    [Fact]
    public void An_edit_above_voids_and_an_edit_below_does_not() =>
        Gen.Select(Gen.Int[2, 7], Gen.Int[0, 100], Gen.Int[0, 100]).Sample((count, e, s) =>
        {
            var (edited, signed) = ((e % count) + 1, (s % count) + 1);
            var before = Plan([.. Enumerable.Range(1, count).Select(i => $"ALTER TABLE t{i}")]);
            var after = Plan([.. Enumerable.Range(1, count).Select(i => i == edited ? "ALTER TABLE x" : $"ALTER TABLE t{i}")]);
            var counts = Judging.Judge(Facts(after, Command(Dan, before, 1, signed))) switch
            {
                Verdict.Pending pending => pending.Judgement.SignOffs.Single().CountsFor.Contains(signed),
                _ => false,
            };
            return counts == edited > signed;
        }, iter: 300);

    private static string Show(Plan plan, ImmutableArray<SignOff> signOffs)
    {
        var verdict = Judging.Judge(Facts(plan, [.. signOffs]));
        var (name, judgement) = verdict switch
        {
            Verdict.Clear c => ("clear", c.Judgement),
            Verdict.Pending p => ("pending: " + string.Join('|', p.Shortfalls.Select(s => s.Sentence)), p.Judgement),
            Verdict.Refused r => ("refused: " + string.Join('|', r.Reasons.Select(s => s.Sentence)), r.Judgement!),
            _ => throw new InvalidOperationException("unknown verdict"),
        };
        var standings = judgement.Standings.SelectMany(s => s.Requirements.Select(r => $"{s.Statement.Label} {r.Rule}: {string.Join(',', r.By.Select(b => b.Login))}"));
        return $"{name}\n{string.Join('\n', standings)}\n{string.Join('\n', judgement.SignOffs.SelectMany(a => a.Remarks).Order(StringComparer.Ordinal))}";
    }
}
