namespace Countersign.IntegrationTests.SqlServer.Folding;

/// <summary>
/// Makes a history out of numbers: every number picks a change, which is written as a migration and, apart from that, done to a picture
/// of the database. The final schema is written from the picture, which knows nothing of how migrations are folded.
/// </summary>
internal sealed class GeneratedHistory
{
    private readonly Picture _picture = new();
    private readonly List<string> _scripts = [];
    private int _next;

    internal static History Of(string name, int[] choices)
    {
        var history = new GeneratedHistory();
        history.Add(history.Create());
        foreach (var choice in choices) history.Add(history.Change(choice));
        return new(name, [.. history._scripts], history._picture.Render());
    }

    private void Add(string? sql)
    {
        if (sql is not null) _scripts.Add(sql);
    }

    private string Fresh(string prefix) => $"{prefix}{++_next}";

    private string? Change(int choice)
    {
        var table = _picture.Tables.Count == 0 ? null : _picture.Tables[choice / 100 % _picture.Tables.Count];
        if (table is null) return Create();
        var column = table.Columns[choice / 10_000 % table.Columns.Count];
        return (choice % 25) switch
        {
            0 or 1 => Create(),
            2 or 3 or 4 => AddColumn(table, choice),
            5 => AlterColumn(table, column, choice),
            6 => DropColumn(table, column),
            7 => RenameColumn(table, column),
            8 => RenameTable(table),
            9 => AddConstraint(table, $"CHECK ([{column.Name}] IS NOT NULL)", "ck", column),
            10 => AddUnique(table, column, choice),
            11 => AddDefault(table, column, choice),
            12 => DropConstraint(table),
            13 => RenameConstraint(table),
            14 or 15 => AddIndex(table, column, choice),
            16 => DropIndex(table),
            17 => RenameIndex(table),
            18 => Disable(table, choice),
            19 => Transfer(table),
            20 => Code(choice),
            21 => Trigger(table, choice),
            22 => Reference(table, choice),
            23 => Right(table, choice),
            _ => Drop(table),
        };
    }

    private string Create()
    {
        var table = new PicturedTable { Schema = "dbo", Name = Fresh("t") };
        table.Columns.Add(new() { Name = "id", Type = "int", Nullable = false });
        table.Constraints.Add(new(Fresh("pk"), "PRIMARY KEY NONCLUSTERED ({0})") { Columns = [table.Columns[0]], IsKey = true });
        _picture.Tables.Add(table);
        return $"IF OBJECT_ID('dbo.{table.Name}', 'U') IS NULL\n    CREATE TABLE {table.Name} (id int CONSTRAINT {table.Constraints[0].Name} PRIMARY KEY NONCLUSTERED)";
    }

    private string AddColumn(PicturedTable table, int choice)
    {
        var column = new PicturedColumn { Name = Fresh("c"), Type = Pictures.Type(choice / 7), Nullable = choice % 2 == 0 };
        table.Columns.Add(column);
        return $"IF COL_LENGTH('{table.Schema}.{table.Name}', '{column.Name}') IS NULL ALTER TABLE {table.Sql} ADD [{column.Name}] {column.Type}{(column.Nullable ? "" : " NOT NULL")}";
    }

    private string? AlterColumn(PicturedTable table, PicturedColumn column, int choice)
    {
        if (column.Name == "id") return null;
        (column.Type, column.Nullable) = (Pictures.Type(choice / 3), choice % 3 != 0);
        return $"ALTER TABLE {table.Sql} ALTER COLUMN {column.Name} {column.Type}{(column.Nullable ? "" : " NOT NULL")}";
    }

    private static string? DropColumn(PicturedTable table, PicturedColumn column)
    {
        if (column.Name == "id" || table.Uses(column)) return null;
        table.Columns.Remove(column);
        return $"ALTER TABLE {table.Sql} DROP COLUMN IF EXISTS [{column.Name}], COLUMN IF EXISTS nothing";
    }

    private string? RenameColumn(PicturedTable table, PicturedColumn column)
    {
        if (column.Name == "id" || table.Constraints.Exists(c => c.Body.StartsWith("CHECK", StringComparison.Ordinal) && c.Columns.Contains(column))) return null;
        var from = column.Name;
        column.Name = Fresh("r");
        return $"EXEC sp_rename N'{table.Schema}.[{table.Name}].{from}', N'{column.Name}', 'COLUMN'";
    }

    private string RenameTable(PicturedTable table)
    {
        var from = table.Sql;
        table.Name = Fresh("n");
        return $"EXECUTE sp_rename @objname = '{from}', @newname = '{table.Name}', @objtype = 'OBJECT'";
    }

    private string AddConstraint(PicturedTable table, string body, string prefix, params PicturedColumn[] columns)
    {
        var constraint = new PicturedConstraint(Fresh(prefix), body) { Columns = [.. columns] };
        table.Constraints.Add(constraint);
        return $"ALTER TABLE {table.Sql} WITH NOCHECK ADD CONSTRAINT [{constraint.Name}] {constraint.Sql}";
    }

    private string AddUnique(PicturedTable table, PicturedColumn column, int choice)
    {
        var sql = AddConstraint(table, choice % 2 == 0 ? "UNIQUE NONCLUSTERED ({0})" : "UNIQUE NONCLUSTERED ({0} DESC)", "uq", column);
        table.Constraints[^1].IsKey = true;
        return sql;
    }

    private string? AddDefault(PicturedTable table, PicturedColumn column, int choice) =>
        column.Name == "id" || table.Constraints.Exists(c => c.IsDefault && c.Columns.Contains(column)) ? null
            : AddConstraint(table, $"DEFAULT (NULL + {choice % 9}) FOR {{0}}", "df", column);

    private static string? DropConstraint(PicturedTable table)
    {
        if (table.Constraints.Find(c => c.Name[0] != 'p') is not { } constraint) return null;
        table.Constraints.Remove(constraint);
        return $"ALTER TABLE {table.Sql} DROP CONSTRAINT {constraint.Name}";
    }

    private string? RenameConstraint(PicturedTable table)
    {
        var constraint = table.Constraints[^1];
        var from = constraint.Name;
        constraint.Name = Fresh(from[..2]);
        return $"EXEC sp_rename '{table.Schema}.{from}', '{constraint.Name}'";
    }

    private string AddIndex(PicturedTable table, PicturedColumn column, int choice)
    {
        var index = new PicturedIndex { Name = Fresh("ix"), Column = column, IsUnique = choice % 4 == 0, Included = choice % 3 == 0 && column.Name != "id" ? table.Columns[0] : null };
        table.Indexes.Add(index);
        return index.Create(table) + (choice % 5 == 0 ? " WITH (ONLINE = ON, SORT_IN_TEMPDB = ON)" : "");
    }

    private static string? DropIndex(PicturedTable table)
    {
        if (table.Indexes.Count == 0) return null;
        var index = table.Indexes[0];
        table.Indexes.RemoveAt(0);
        return $"IF EXISTS (SELECT 1 FROM sys.indexes WHERE name = '{index.Name}' AND object_id = OBJECT_ID('{table.Sql}')) DROP INDEX {index.Name} ON {table.Sql}";
    }

    private string? RenameIndex(PicturedTable table)
    {
        if (table.Indexes.Count == 0) return null;
        var from = table.Indexes[^1].Name;
        table.Indexes[^1].Name = Fresh("ix");
        return $"EXEC sp_rename '{table.Sql}.{from}', '{table.Indexes[^1].Name}', 'INDEX'";
    }

    private static string? Disable(PicturedTable table, int choice)
    {
        if (table.Indexes.Count == 0 || choice % 2 == 0)
        {
            foreach (var check in table.Constraints.Where(c => !c.IsKey && !c.IsDefault)) check.IsDisabled = choice % 3 != 0;
            return $"ALTER TABLE {table.Sql} {(choice % 3 != 0 ? "NOCHECK" : "WITH CHECK CHECK")} CONSTRAINT ALL";
        }

        var index = table.Indexes[choice / 11 % table.Indexes.Count];
        index.IsDisabled = choice % 3 != 0;
        return $"ALTER INDEX {index.Name} ON {table.Sql} {(index.IsDisabled ? "DISABLE" : "REBUILD WITH (MAXDOP = 2)")}";
    }

    private string Transfer(PicturedTable table)
    {
        var sql = "";
        if (!_picture.HasShop) sql = "CREATE SCHEMA shop AUTHORIZATION dbo;\nGO\n";
        _picture.HasShop = true;
        var to = table.Schema == "dbo" ? "shop" : "dbo";
        sql += $"ALTER SCHEMA {to} TRANSFER {table.Sql}";
        table.Schema = to;
        table.Rights.Clear();
        return sql;
    }

    private string Code(int choice)
    {
        var name = $"p{choice / 50 % 3}";
        var isNew = !_picture.Procedures.ContainsKey(name);
        if (!isNew && choice % 4 == 0)
        {
            _picture.Procedures.Remove(name);
            return $"DROP PROCEDURE IF EXISTS {name}, dbo.nothing";
        }

        _picture.Procedures[name] = $" PROCEDURE [dbo].[{name}] AS SELECT {choice} AS [ALTER]";
        return $"{(isNew ? choice % 3 == 0 ? "CREATE OR ALTER" : "CREATE" : choice % 3 == 0 ? "create or alter" : "ALTER")}{_picture.Procedures[name]}";
    }

    private string Trigger(PicturedTable table, int choice)
    {
        if (table.Trigger is null)
        {
            table.Trigger = Fresh("tr");
            table.IsTriggerOff = false;
            return $"CREATE TRIGGER [{table.Schema}].[{table.Trigger}] ON [{table.Schema}].[{table.Name}] AFTER INSERT AS PRINT 'x'";
        }

        table.IsTriggerOff = choice % 2 == 0;
        return $"{(table.IsTriggerOff ? "DISABLE" : "ENABLE")} TRIGGER {(choice % 3 == 0 ? "ALL" : $"{table.Schema}.{table.Trigger}")} ON {table.Sql}";
    }

    private string? Reference(PicturedTable table, int choice)
    {
        var other = _picture.Tables[choice / 31 % _picture.Tables.Count];
        var constraint = new PicturedConstraint(Fresh("fk"), "FOREIGN KEY ({0}) REFERENCES {1} (id)") { Columns = [table.Columns[0]], Refers = other };
        table.Constraints.Add(constraint);
        return $"ALTER TABLE {table.Sql} ADD CONSTRAINT {constraint.Name} FOREIGN KEY (id) REFERENCES {other.Sql}";
    }

    private static string Right(PicturedTable table, int choice)
    {
        var permission = choice % 2 == 0 ? "SELECT" : "DELETE";
        table.Rights.Remove(permission);
        if (choice % 5 == 0) return $"REVOKE {permission} ON {table.Sql} FROM public";
        table.Rights[permission] = choice % 3 == 0 ? "DENY" : "GRANT";
        return $"{table.Rights[permission]} {permission} ON OBJECT::{table.Sql} TO public";
    }

    private string? Drop(PicturedTable table)
    {
        if (_picture.Tables.Exists(t => t != table && t.Constraints.Exists(c => c.Refers == table))) return null;
        _picture.Tables.Remove(table);
        return $"DROP TABLE {table.Sql}";
    }
}
