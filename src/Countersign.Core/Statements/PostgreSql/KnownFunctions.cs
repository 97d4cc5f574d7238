using System.Collections.Frozen;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// Functions of pg_catalog that neither write, nor signal, nor run text they are given as SQL. Everything that is
/// not here counts as code that cannot be read: what is dangerous is not known completely, and a rehearsal does not
/// see most of it (server files, signals, replication slots). Never turn this into a list of forbidden names.
/// </summary>
internal static class KnownFunctions
{
    internal static bool OnlyReads(ObjectName function, ServerFacts server) =>
        IsOfCatalog(function, server) && Harmless.Contains(function.Name);

    /// <summary>
    /// True when each row gets a value of its own, so that a default of it cannot be stored once for all rows.
    /// </summary>
    internal static bool IsVolatile(ObjectName function, ServerFacts server) =>
        !IsOfCatalog(function, server) || Volatile.Contains(function.Name) || !Harmless.Contains(function.Name);

    /// <summary>Written with the schema, or found there first.</summary>
    internal static bool IsOfCatalog(ObjectName function, ServerFacts server) =>
        function.Schema == "pg_catalog" || (function.Schema is null && server.CatalogComesFirst);

    private static readonly FrozenSet<string> Volatile = Set(
        "random random_normal gen_random_uuid uuidv4 uuidv7 clock_timestamp timeofday nextval setval currval lastval");

    private static readonly FrozenSet<string> Harmless = Set(
        // aggregates and windows
        """
        any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist
        dense_rank every first_value json_agg json_object_agg jsonb_agg jsonb_object_agg lag last_value lead max min
        mode nth_value ntile percent_rank percentile_cont percentile_disc range_agg rank regr_count row_number stddev
        stddev_pop stddev_samp string_agg sum var_pop var_samp variance
        """,
        // text and bytes
        """
        ascii bit_count bit_length btrim char_length character_length chr concat concat_ws convert convert_from
        convert_to decode encode format get_bit get_byte initcap is_normalized left length like lower lpad ltrim md5
        normalize notlike octet_length overlay parse_ident position quote_ident quote_literal quote_nullable
        regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array
        regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim set_bit set_byte sha224 sha256
        sha384 sha512 similar_to_escape split_part starts_with string_to_array string_to_table strpos substr substring
        to_ascii to_bin to_hex to_oct translate unistr upper casefold
        """,
        // numbers
        """
        abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cbrt ceil ceiling cos cosd cosh cot cotd
        degrees div erf erfc exp factorial floor gamma gcd lcm lgamma ln log log10 min_scale mod num_nonnulls num_nulls pi
        pow power radians
        random random_normal round scale sign sin sind sinh sqrt tan tand tanh to_number trim_scale trunc width_bucket
        """,
        // dates and times
        """
        age clock_timestamp date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days
        justify_hours justify_interval make_date make_interval make_time make_timestamp make_timestamptz now overlaps
        statement_timestamp timeofday timezone to_char to_date to_timestamp transaction_timestamp
        """,
        // arrays, ranges and sets
        """
        array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position
        array_positions array_prepend array_remove array_replace array_reverse array_sample array_shuffle array_sort
        array_to_string array_upper cardinality daterange generate_series generate_subscripts int4multirange int4range
        int8multirange int8range isempty lower_inc lower_inf multirange numrange range_merge trim_array tsrange
        tstzrange unnest upper_inc upper_inf
        """,
        // JSON
        """
        array_to_json json_array_elements json_array_elements_text json_array_length json_build_array
        json_build_object json_each json_each_text json_extract_path json_extract_path_text json_object
        json_object_keys json_strip_nulls json_typeof jsonb_array_elements jsonb_array_elements_text
        jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path
        jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys jsonb_path_exists jsonb_path_match
        jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set jsonb_set_lax
        jsonb_strip_nulls jsonb_typeof row_to_json to_json to_jsonb
        """,
        // text search, but not ts_stat and ts_rewrite, which run queries
        """
        array_to_tsvector numnode phraseto_tsquery plainto_tsquery querytree setweight strip to_tsquery to_tsvector
        ts_delete ts_filter ts_headline ts_rank ts_rank_cd tsvector_to_array websearch_to_tsquery
        """,
        // networks and identifiers
        """
        abbrev broadcast family gen_random_uuid host hostmask inet_merge inet_same_family masklen netmask network
        set_masklen uuid_extract_timestamp uuid_extract_version uuidv4 uuidv7
        """,
        // conversions that are written like calls
        """
        bool box bpchar bytea char cidr date float4 float8 inet int2 int4 int8 interval money name numeric oid path
        point text time timestamp timestamptz timetz varchar
        """,
        // what the server says of itself and its catalogue
        """
        col_description current_catalog current_database current_schema current_schemas current_setting currval
        format_type has_any_column_privilege has_column_privilege has_database_privilege has_function_privilege
        has_schema_privilege has_sequence_privilege has_table_privilege has_type_privilege lastval obj_description
        pg_backend_pid pg_column_size pg_database_size pg_get_constraintdef pg_get_expr pg_get_functiondef
        pg_get_indexdef pg_get_serial_sequence pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_has_role
        pg_indexes_size pg_is_in_recovery pg_postmaster_start_time pg_relation_size pg_size_bytes pg_size_pretty
        pg_table_is_visible pg_table_size pg_total_relation_size pg_typeof shobj_description to_regclass
        to_regnamespace to_regproc to_regprocedure to_regrole to_regtype version
        """,
        // hashes for partitions and sampling
        "hashtext hashtextextended");

    private static FrozenSet<string> Set(params ReadOnlySpan<string> lines)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
            names.UnionWith(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return names.ToFrozenSet(StringComparer.Ordinal);
    }
}
