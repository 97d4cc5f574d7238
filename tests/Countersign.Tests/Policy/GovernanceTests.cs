using Countersign.Changes;
using Countersign.Policy;
using static Countersign.Tests.Policy.TreeText;

namespace Countersign.Tests.Policy;

public sealed class GovernanceTests
{
    [Fact]
    public void Versioned_scripts_run_in_ordinal_order_and_repeatable_ones_after_them()
    {
        var selected = Select("""
            base db/001.sql
            base db/views/a.sql
            A db/views/z.sql
            A db/010.sql
            A db/002.sql
            M db/views/a.sql
            A README.md
            """);

        var target = Assert.Single(selected.Targets);
        Assert.Equal(["db/002.sql", "db/010.sql", "db/views/a.sql", "db/views/z.sql"], target.Scripts.Select(s => s.Path));
        Assert.Equal(["db/001.sql", "db/views/a.sql"], target.History.Select(s => s.Path));
        Assert.Empty(selected.Findings);
    }

    [Fact]
    public void A_change_that_touches_nothing_governed_selects_nothing() => Assert.Empty(Select("M README.md").Targets);

    [Fact]
    public void A_script_that_two_targets_govern_runs_on_both()
    {
        var twice = Given.Policy(PolicyText.Replace("rules: []", "  - { name: copy, environment: staging, dialect: sqlite, connection: c, scripts: [\"db/*.sql\"] }", StringComparison.Ordinal));

        var selected = Assert.IsType<Selection.Selected>(Governance.Select(Read("A db/002.sql", twice)));

        Assert.Equal(["app", "copy"], selected.Targets.Select(t => t.Target.Name.Value));
    }

    [Theory]
    [InlineData("base db/001.sql\nM db/001.sql", "db/001.sql: a versioned script that is on the base branch changes; restore the file and add a new script that makes the further change (CS020)")]
    [InlineData("base db/001.sql\nD db/001.sql", "db/001.sql: a versioned script that is on the base branch is deleted; restore the file and add a new script that makes the further change (CS020)")]
    [InlineData("base db/001.sql\nA db/001.sql", "db/001.sql: a script of this name has landed on the base branch in the meantime; give the new script another name (CS020)")]
    [InlineData("A 120000 db/002.sql", "db/002.sql: the path is a symbolic link; commit the file itself (CS021)")]
    [InlineData("A 160000 db/002.sql", "db/002.sql: the path is a submodule; commit the file itself (CS021)")]
    [InlineData("A db/a\\u202Eb.sql", "db/a\\u{202E}b.sql: the path holds characters that tools show differently; rename the file; letters, digits, `-`, `_`, `.` and `/` are best (CS025)")]
    [InlineData("base db/a.sql\nA db/A.sql", "db/A.sql: the path differs from `db/a.sql` only by letter case; rename one of the files (CS026)")]
    public void What_may_not_be_done_to_a_governed_file_is_refused(string tree, string sentence)
    {
        var refused = Assert.IsType<Selection.Refused>(Governance.Select(Read(tree)));

        Assert.Equal(sentence, Assert.Single(refused.Refusals).Sentence);
    }

    [Fact]
    public void A_tab_in_a_path_cannot_forge_the_list_of_files() => Assert.Equal("CS025",
        Assert.Single(Assert.IsType<Selection.Refused>(Governance.Select(new(
            TreeText.Policy, [new("db/a\tregular.sql", FileStatus.Added, Changes.FileMode.None, Changes.FileMode.Regular, null, "0")], []))).Refusals).Rule);

    [Fact]
    public void Thousands_of_governed_files_are_refused()
    {
        Assert.Equal("CS022", Assert.Single(Assert.IsType<Selection.Refused>(Governance.Select(Read("A db/{0001..3001}.sql"))).Refusals).Rule);
        Assert.Equal(3000, Assert.Single(Select("A db/{0001..3000}.sql").Targets).Scripts.Length);
    }

    [Fact]
    public void A_script_that_sorts_before_the_newest_is_remarked() => Assert.Equal(
        ("CS023", "db/002.sql", "it sorts before `db/003.sql`, which is on the base branch already"),
        Assert.Single(Select("base db/001.sql\nbase db/003.sql\nA db/002.sql\nA db/004.sql").Findings) is var f ? (f.Rule, f.Path, f.Message) : default);

    [Fact]
    public void A_deleted_repeatable_script_is_remarked() =>
        Assert.Equal("CS024", Assert.Single(Select("base db/views/a.sql\nD db/views/a.sql").Findings).Rule);

    [Fact]
    public void Declarative_files_are_edited_in_place()
    {
        var policy = Given.Policy(PolicyText.Replace("sqlite", "terraform", StringComparison.Ordinal));

        var selected = Assert.IsType<Selection.Selected>(Governance.Select(Read("base db/001.sql\nM db/001.sql\nA db/000.sql", policy)));

        Assert.Equal(["db/000.sql", "db/001.sql"], Assert.Single(selected.Targets).Scripts.Select(s => s.Path));
        Assert.Empty(selected.Findings);
    }

    private static Selection.Selected Select(string tree) => Assert.IsType<Selection.Selected>(Governance.Select(Read(tree)));
}
