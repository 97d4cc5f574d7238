using Countersign.BadInput.Sql;
using Countersign.Statements;

namespace Countersign.Tests.BadInput;

/// <summary>B1 to B6 and B8: scripts, and what must come of reading them.</summary>
[Invariant(15)]
public sealed class SqlCorpusTests
{
    public static TheoryData<string, Dialect> Groups =>
        [.. SqlCorpus.All.Select(c => (c.Category, c.Dialect)).Distinct().Select(g => new TheoryDataRow<string, Dialect>(g.Category, g.Dialect))];

    [Theory, MemberData(nameof(Groups))]
    public void A_script_is_read_as_its_case_says(string category, Dialect dialect)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var cases = SqlCorpus.All.Where(c => c.Category == category && c.Dialect == dialect);
        Held.All(cases.Select(c => c.WhatIsWrong(cancellation)));
    }
}
