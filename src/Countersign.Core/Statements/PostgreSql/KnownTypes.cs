using System.Collections.Frozen;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// Types and operators that come with the server. Others may run code of their own: a domain's CHECK, a type's input
/// function, an operator's procedure, none of which shows in the statement.
/// </summary>
internal static class KnownTypes
{
    private static readonly FrozenSet<string> Types = FrozenSet.ToFrozenSet(
        """
        bigint bit bool boolean box bpchar bytea char cidr circle date daterange datemultirange decimal float4 float8 inet
        int2 int4 int8 int4multirange int4range int8multirange int8range integer interval json jsonb jsonpath line lseg
        macaddr macaddr8 money name nummultirange numeric numrange oid path pg_lsn point polygon record refcursor regclass
        regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype
        smallint text tid time timestamp timestamptz timetz tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector
        unknown uuid varbit varchar void xid xid8 xml
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static readonly FrozenSet<string> Operators = FrozenSet.ToFrozenSet(
        """
        = <> != < > <= >= + - * / % ^ | & # ~ << >> || && @ !! |/ ||/ ~~ !~~ ~~* !~~* ~* !~ !~* ~<~ ~<=~ ~>~ ~>=~ ^@
        -> ->> #> #>> #- @> <@ ? ?| ?& @? @@ @@@ &< &> -|- <<= >>= <<| |>> &<| |&> <^ >^ ## <-> ?- ?# ?-| ?||
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal static bool IsBuiltIn(ObjectName type) =>
        type.Schema == "pg_catalog" || (type.Schema is null && Types.Contains(type.Name));

    internal static bool IsBuiltInOperator(ObjectName name) =>
        name.Schema is null or "pg_catalog"
        && (Operators.Contains(name.Name) || name.Name.Contains("BETWEEN", StringComparison.Ordinal));
}
