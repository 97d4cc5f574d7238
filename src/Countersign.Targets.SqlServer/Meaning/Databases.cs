using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>Databases as a whole. The server refuses most of it inside a transaction.</summary>
internal static class Databases
{
    internal static bool Read(TSqlStatement statement, StatementFacts facts)
    {
        switch (statement)
        {
            case AlterDatabaseSetStatement set:
                Alter(set, facts);
                foreach (var option in set.Options.OfType<OnOffDatabaseOption>().Where(o => o.OptionState == OptionState.On)) Widens(option, facts);
                return true;
            case AlterDatabaseStatement alter:
                Alter(alter, facts);
                return true;
            case AlterDatabaseScopedConfigurationStatement:
                facts.Alters(new(null, "database"), Tables.OneLine(facts.Text.Of(statement)));
                return true;
            case CreateDatabaseStatement create:
                facts.RunsAlone();
                facts.Refuse(SqlServerReadingRules.OneDatabase, create, $"the statement makes `{create.DatabaseName.Value}`, another database");
                return true;
            case DropDatabaseStatement drop:
                facts.RunsAlone();
                foreach (var name in drop.Databases)
                {
                    facts.Drops(new(null, name.Value), "database");
                    facts.Add(new Effect.DestroysData(new(null, name.Value), "drops the database"));
                    facts.Refuse(SqlServerReadingRules.OneDatabase, drop, $"the statement drops the database `{name.Value}`");
                }

                return true;
            case BackupStatement or RestoreStatement or ReconfigureStatement:
                facts.RunsAlone();
                facts.Opaque($"{facts.Kind} reaches outside of the database");
                facts.Remark(SqlServerRightRules.ChangesServer, Severity.Error, statement, $"{facts.Kind} is for an administrator");
                return true;
            case ShutdownStatement or KillStatement:
            case DbccStatement
            {
                Command: not (DbccCommand.CheckIdent or DbccCommand.CheckDB or DbccCommand.CheckTable or DbccCommand.CheckConstraints),
            }:
                facts.Opaque($"{Tables.OneLine(facts.Text.Of(statement))} is for an administrator");
                facts.Remark(SqlServerRightRules.ChangesServer, Severity.Error, statement, $"{facts.Kind} is for an administrator");
                return true;
            case DbccStatement { Command: DbccCommand.CheckIdent } identity:
                var counted = (identity.Literals.FirstOrDefault()?.Value as StringLiteral)?.Value;
                facts.Alters((counted is null ? null : Renames.Split(counted)) ?? new(null, "database"), Tables.OneLine(facts.Text.Of(identity)));
                return true;
            case DbccStatement check:
                facts.Scans(new(null, "database"), Tables.OneLine(facts.Text.Of(check)));
                facts.UndoneBy("");
                return true;
            default:
                return false;
        }
    }

    private static void Alter(AlterDatabaseStatement alter, StatementFacts facts)
    {
        facts.RunsAlone();
        var what = Tables.OneLine(facts.Text.Of(alter));
        facts.Alters(new(null, "database"), what);
        if (!alter.UseCurrent)
            facts.Refuse(SqlServerReadingRules.OneDatabase, alter,
                $"the statement names the database `{alter.DatabaseName?.Value}`", "say ALTER DATABASE CURRENT");
    }

    private static void Widens(OnOffDatabaseOption option, StatementFacts facts)
    {
        if (option.OptionKind is not (DatabaseOptionKind.Trustworthy or DatabaseOptionKind.DBChaining)) return;
        facts.Grants(new(null, "database"), "lets its code use rights outside of it");
        facts.Remark(SqlServerRightRules.Trustworthy, Severity.Error, option, "who owns the database can then act as the server's administrator");
    }
}
