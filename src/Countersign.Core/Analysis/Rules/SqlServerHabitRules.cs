namespace Countersign.Analysis.Rules;

/// <summary>Remarks on T-SQL that means something else than it seems, or will.</summary>
public static class SqlServerHabitRules
{
    /// <summary>A name without a schema.</summary>
    public static Rule NoSchema { get; } = new("MS040", "Objects are named with their schema",
        "Without one the name is looked up in the default schema of whoever runs it, and then in dbo.",
        "write `dbo.` or whichever it is");

    /// <summary>DROP without IF EXISTS.</summary>
    public static Rule NoIfExists { get; } = new("MS041", "DROP says IF EXISTS where databases differ",
        "A script that stops half-way in one environment because something is already gone there has to be changed, and "
        + "changed scripts are signed again.",
        "add IF EXISTS, unless the failure is wanted");

    /// <summary>NOLOCK, READUNCOMMITTED.</summary>
    public static Rule DirtyReads { get; } = new("MS042", "Rows are read with locks or versions",
        "NOLOCK reads rows that are rolled back later, and can miss rows or read them twice while pages move. A migration "
        + "that copies such rows keeps them.",
        "leave the hint out, or turn on READ_COMMITTED_SNAPSHOT");

    /// <summary>text, ntext, image, timestamp, CREATE RULE …</summary>
    public static Rule OldType { get; } = new("MS043", "Deprecated types and objects are not used",
        "Microsoft removes them in a later version, and most functions do not take them.",
        "use varchar(max), nvarchar(max), varbinary(max), rowversion");

    /// <summary>float, real, money.</summary>
    public static Rule Approximate { get; } = new("MS044", "Exact values have an exact type",
        "float and real hold approximations: equality finds nothing, and sums depend on their order. money rounds every "
        + "step to four digits.",
        "use decimal with a precision and a scale");

    /// <summary>varchar without a length.</summary>
    public static Rule NoLength { get; } = new("MS045", "Character types have a length",
        "In a definition `varchar` means `varchar(1)`, in CAST it means `varchar(30)`.",
        "write the length");

    /// <summary>A constraint without a name.</summary>
    public static Rule NoName { get; } = new("MS046", "Constraints have names",
        "The server makes one up, with a different number on every database, so that no later script can name it.",
        "write CONSTRAINT and a name");

    /// <summary>CREATE TABLE without a key.</summary>
    public static Rule NoKey { get; } = new("MS047", "A table has a primary key or a clustered index",
        "Without one it is a heap: nothing keeps a row from being there twice, space of deleted rows is not given back, "
        + "and replication and change tracking refuse it.",
        "add a primary key");

    /// <summary>INSERT without columns.</summary>
    public static Rule NoColumns { get; } = new("MS048", "INSERT names its columns",
        "Without names the values go by position, which an added column changes on one database and not on another.",
        "write the columns");

    /// <summary>MERGE without HOLDLOCK.</summary>
    public static Rule MergeRaces { get; } = new("MS049", "MERGE holds what it looked up",
        "Two sessions that find the same row missing both insert it: one fails or there are two.",
        "write `MERGE … WITH (HOLDLOCK)`, or an UPDATE and an INSERT");

    /// <summary>@@IDENTITY.</summary>
    public static Rule WrongIdentity { get; } = new("MS050", "The identity of an insert is SCOPE_IDENTITY()",
        "@@IDENTITY is the last one of the session, which a trigger's own insert may have made.",
        "use SCOPE_IDENTITY() or OUTPUT");

    /// <summary>= NULL.</summary>
    public static Rule ComparesNull { get; } = new("MS051", "NULL is asked for with IS NULL",
        "Under ANSI_NULLS, which every session of ours has, nothing equals NULL, so the condition chooses no row.",
        "write IS NULL or IS NOT NULL");

    /// <summary>SELECT * in a view.</summary>
    public static Rule StarInView { get; } = new("MS052", "A view names its columns",
        "The columns of `*` are fixed when the view is made. After a change of the table they are wrong, or under the "
        + "wrong names, until sp_refreshview.",
        "write the columns");

    /// <summary>A procedure called sp_….</summary>
    public static Rule SystemPrefix { get; } = new("MS053", "Procedures are not called sp_…",
        "The server looks for that name in master first, and a later version may bring a procedure of its own by it.",
        "choose another prefix");

    /// <summary>CATCH without THROW.</summary>
    public static Rule SwallowsErrors { get; } = new("MS054", "An error is passed on",
        "A CATCH that does not throw hides why a migration did half of its work. Under XACT_ABORT, which every session of "
        + "ours has, the transaction is lost all the same.",
        "end the CATCH with THROW, or leave TRY out");

    /// <summary>GO inside of a comment or text.</summary>
    public static Rule HiddenSeparator { get; } = new("MS055", "No comment or text holds a line with GO alone",
        "Here such a line separates nothing, because the batch is read as the server reads it. Tools that split by lines "
        + "cut the comment or text in two, and run what is in it.",
        "indent it with something in front, or leave it out");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        NoSchema, NoIfExists, DirtyReads, OldType, Approximate, NoLength, NoName, NoKey, NoColumns,
        MergeRaces, WrongIdentity, ComparesNull, StarInView, SystemPrefix, SwallowsErrors, HiddenSeparator
    ];
}
