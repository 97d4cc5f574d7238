namespace Countersign.Targets.PostgreSql;

/// <summary>
/// The schema `countersign` in the target's database. It belongs to the login that enrols, never to the migrating role.
/// </summary>
/// <remarks>
/// An intent is written by the verify login before a unit runs and holds only the hash of the unit's token. A marker is
/// the token itself, inserted by the migrating role as the last act of the unit's transaction. The trigger admits a token
/// only if an intent has its hash and no higher fence has been raised since, and fills in all other columns. So the
/// migrating role can forge neither history nor a marker, although it may insert one (INV-26, INV-27).
/// </remarks>
internal static class MarkerSchema
{
    /// <summary>Raised by the trigger when no intent has the token's hash.</summary>
    internal const string UnknownToken = "CS001";

    /// <summary>Raised by the trigger when a later executor has raised the fence.</summary>
    internal const string StaleFence = "CS002";

    /// <summary>Safe to run again.</summary>
    internal static readonly ImmutableArray<string> Create =
    [
        "CREATE SCHEMA IF NOT EXISTS countersign",
        """
        CREATE TABLE IF NOT EXISTS countersign.target (
            name text PRIMARY KEY,
            fence bigint NOT NULL DEFAULT 0,
            accepted boolean NOT NULL DEFAULT false,
            identity text NOT NULL DEFAULT '',
            apply_role text NOT NULL,
            role_settings text NOT NULL DEFAULT '',
            enrolled_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
        )
        """,
        """
        CREATE TABLE IF NOT EXISTS countersign.intent (
            token_hash bytea PRIMARY KEY CHECK (pg_catalog.length(token_hash) = 32),
            target text NOT NULL REFERENCES countersign.target,
            plan text NOT NULL,
            sequence int NOT NULL,
            chain text NOT NULL,
            script_path text NOT NULL,
            script_digest text NOT NULL,
            repeatable boolean NOT NULL,
            part int NOT NULL,
            parts int NOT NULL,
            fence bigint NOT NULL,
            stated_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
        )
        """,
        """
        CREATE TABLE IF NOT EXISTS countersign.started (
            token_hash bytea NOT NULL REFERENCES countersign.intent,
            before text NOT NULL,
            started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
        )
        """,
        "CREATE INDEX IF NOT EXISTS started_token ON countersign.started (token_hash)",
        """
        CREATE TABLE IF NOT EXISTS countersign.marker (
            token bytea NOT NULL,
            token_hash bytea PRIMARY KEY,
            target text NOT NULL,
            script_path text NOT NULL,
            script_digest text NOT NULL,
            repeatable boolean NOT NULL,
            part int NOT NULL,
            xid text NOT NULL,
            backend int NOT NULL,
            login text NOT NULL,
            stated_at timestamptz NOT NULL,
            committed_at timestamptz NOT NULL
        )
        """,
        """
        CREATE UNIQUE INDEX IF NOT EXISTS marker_once ON countersign.marker
            (target, script_path, script_digest, part) WHERE NOT repeatable
        """,
        """
        CREATE TABLE IF NOT EXISTS countersign.baseline (
            target text NOT NULL REFERENCES countersign.target,
            script_path text NOT NULL,
            script_digest text NOT NULL,
            declared_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            PRIMARY KEY (target, script_path, script_digest)
        )
        """,
        """
        CREATE OR REPLACE FUNCTION countersign.admit_marker() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
        DECLARE
            stated countersign.intent;
            highest bigint;
        BEGIN
            SELECT * INTO stated FROM countersign.intent WHERE token_hash = sha256(NEW.token);
            IF NOT FOUND THEN
                RAISE EXCEPTION 'countersign: no intent has this token' USING ERRCODE = 'CS001';
            END IF;
            -- Held until commit: the fence cannot be raised between this check and the commit that it permits.
            SELECT fence INTO highest FROM countersign.target WHERE name = stated.target FOR SHARE;
            IF stated.fence < highest THEN
                RAISE EXCEPTION 'countersign: fence % has been overtaken by %', stated.fence, highest
                    USING ERRCODE = 'CS002';
            END IF;
            NEW.token_hash := stated.token_hash;
            NEW.target := stated.target;
            NEW.script_path := stated.script_path;
            NEW.script_digest := stated.script_digest;
            NEW.repeatable := stated.repeatable;
            NEW.part := stated.part;
            NEW.stated_at := stated.stated_at;
            NEW.xid := pg_current_xact_id()::text;
            NEW.backend := pg_backend_pid();
            NEW.login := session_user;
            NEW.committed_at := clock_timestamp();
            RETURN NEW;
        END $body$
        """,
        "DROP TRIGGER IF EXISTS admit ON countersign.marker",
        """
        CREATE TRIGGER admit BEFORE INSERT ON countersign.marker
            FOR EACH ROW EXECUTE FUNCTION countersign.admit_marker()
        """,
        "REVOKE ALL ON SCHEMA countersign FROM PUBLIC",
        "REVOKE ALL ON ALL TABLES IN SCHEMA countersign FROM PUBLIC",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA countersign FROM PUBLIC",
    ];

    /// <summary>What the two logins may do, and nothing else.</summary>
    internal static ImmutableArray<string> GrantsTo(string apply, string verify)
    {
        var (a, v) = (Identifier(apply), Identifier(verify));
        return
        [
            $"REVOKE ALL ON SCHEMA countersign FROM {a}, {v}",
            $"REVOKE ALL ON ALL TABLES IN SCHEMA countersign FROM {a}, {v}",
            $"GRANT USAGE ON SCHEMA countersign TO {a}, {v}",
            $"GRANT INSERT (token) ON countersign.marker TO {a}",
            $"GRANT SELECT ON ALL TABLES IN SCHEMA countersign TO {v}",
            $"GRANT INSERT ON countersign.intent, countersign.started, countersign.baseline TO {v}",
            $"GRANT UPDATE (fence) ON countersign.target TO {v}",
        ];
    }

    internal static string Identifier(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
