using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using static Countersign.Analysis.Rules.SqlServerReadingRules;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>What changes how later statements are read or run: allowed when it only says what the session has already (INV-14).</summary>
internal static class Sessions
{
    private static readonly ImmutableArray<(SetOptions Option, string Name)> Settings =
    [
        (SetOptions.QuotedIdentifier, "QUOTED_IDENTIFIER"), (SetOptions.ConcatNullYieldsNull, "CONCAT_NULL_YIELDS_NULL"),
        (SetOptions.CursorCloseOnCommit, "CURSOR_CLOSE_ON_COMMIT"), (SetOptions.ArithAbort, "ARITHABORT"), (SetOptions.ArithIgnore, "ARITHIGNORE"),
        (SetOptions.FmtOnly, "FMTONLY"), (SetOptions.NoCount, "NOCOUNT"), (SetOptions.NoExec, "NOEXEC"),
        (SetOptions.NumericRoundAbort, "NUMERIC_ROUNDABORT"), (SetOptions.ParseOnly, "PARSEONLY"), (SetOptions.AnsiDefaults, "ANSI_DEFAULTS"),
        (SetOptions.AnsiNullDfltOff, "ANSI_NULL_DFLT_OFF"), (SetOptions.AnsiNullDfltOn, "ANSI_NULL_DFLT_ON"), (SetOptions.AnsiNulls, "ANSI_NULLS"),
        (SetOptions.AnsiPadding, "ANSI_PADDING"), (SetOptions.AnsiWarnings, "ANSI_WARNINGS"), (SetOptions.ForcePlan, "FORCEPLAN"),
        (SetOptions.ShowPlanAll, "SHOWPLAN_ALL"), (SetOptions.ShowPlanText, "SHOWPLAN_TEXT"), (SetOptions.ImplicitTransactions, "IMPLICIT_TRANSACTIONS"),
        (SetOptions.RemoteProcTransactions, "REMOTE_PROC_TRANSACTIONS"), (SetOptions.XactAbort, "XACT_ABORT"),
        (SetOptions.DisableDefCnstChk, "DISABLE_DEF_CNST_CHK"), (SetOptions.ShowPlanXml, "SHOWPLAN_XML"), (SetOptions.NoBrowsetable, "NO_BROWSETABLE"),
    ];

    internal static bool Read(TSqlStatement statement, StatementFacts facts)
    {
        facts.UndoneByIf(statement is SetOnOffStatement or SetCommandStatement or SetTransactionIsolationLevelStatement, "");
        switch (statement)
        {
            case PredicateSetStatement set:
                foreach (var (_, name) in Settings.Where(s => set.Options.HasFlag(s.Option))) Switch(name, set.IsOn, set, facts);
                return true;
            case SetIdentityInsertStatement identity:
                if (Names.Write(identity.Table, facts) is { } table)
                    facts.Add(new Effect.ChangesSession($"lets rows of {table} name their identity: {(identity.IsOn ? "on" : "off")}"));
                return true;
            case SetCommandStatement commands:
                foreach (var command in commands.Commands) Command(command, facts);
                return true;
            case SetStatisticsStatement or SetTextSizeStatement or SetErrorLevelStatement:
                facts.Add(new Effect.ChangesSession("what is reported"));
                return true;
            case SetRowCountStatement { NumberRows: not IntegerLiteral { Value: "0" } }:
                facts.Refuse(Session, statement, "SET ROWCOUNT would stop every statement below after so many rows");
                return true;
            case SetRowCountStatement or SetTransactionIsolationLevelStatement { Level: IsolationLevel.ReadCommitted }:
                facts.Add(new Effect.ChangesSession("says what the session has already"));
                return true;
            case SetTransactionIsolationLevelStatement { Level: IsolationLevel.Serializable } when facts.Text.IsGenerated:
                facts.Add(new Effect.ChangesSession("TRANSACTION ISOLATION LEVEL SERIALIZABLE"));
                return true;
            case SetTransactionIsolationLevelStatement or SetOffsetsStatement:
                facts.Refuse(Session, statement, $"`{facts.Text.Of(statement).TrimEnd(';')}` changes how the statements below run");
                return true;
            case UseStatement use:
                facts.Refuse(Session, use, $"USE would run what follows in `{use.DatabaseName.Value}`");
                return true;
            case ExecuteAsStatement or RevertStatement or SetUserStatement:
                facts.Refuse(Session, statement, $"{facts.Kind} changes whose rights count below");
                return true;
            default:
                return false;
        }
    }

    private static void UndoneByIf(this StatementFacts facts, bool isSo, string sql)
    {
        if (isSo) facts.UndoneBy(sql);
    }

    private static void Switch(string name, bool isOn, TSqlFragment at, StatementFacts facts)
    {
        var value = isOn ? "ON" : "OFF";
        if (name is "NOCOUNT" or "NO_BROWSETABLE" || SqlServerSession.ValueOf(name) == value || (name == "ANSI_DEFAULTS" && isOn))
            facts.Add(new Effect.ChangesSession($"{name} {value}"));
        else
            facts.Refuse(Session, at, SqlServerSession.ValueOf(name) is { } held
                ? $"SET {name} {value} differs from the session, which has {held}"
                : $"SET {name} {value} changes how the statements below run, or whether they do");
    }

    private static void Command(SetCommand command, StatementFacts facts)
    {
        if (command is GeneralSetCommand
            {
                CommandType: GeneralSetCommandType.DeadlockPriority or GeneralSetCommandType.LockTimeout
            or GeneralSetCommandType.ContextInfo
            } allowed)
            facts.Add(new Effect.ChangesSession($"{allowed.CommandType}"));
        else if (command is GeneralSetCommand { Parameter: { } given } known && NameOf(known.CommandType) is { } name
            && facts.Text.Of(given).Trim('\'').Equals(SqlServerSession.ValueOf(name), StringComparison.OrdinalIgnoreCase))
            facts.Add(new Effect.ChangesSession($"{name} {SqlServerSession.ValueOf(name)}"));
        else
            facts.Refuse(Session, command, $"`{facts.Text.Of(facts.Statement).TrimEnd(';')}` changes what later text means");
    }

    private static string? NameOf(GeneralSetCommandType type) => type switch
    {
        GeneralSetCommandType.DateFirst => "DATEFIRST",
        GeneralSetCommandType.DateFormat => "DATEFORMAT",
        GeneralSetCommandType.Language => "LANGUAGE",
        _ => null,
    };
}
