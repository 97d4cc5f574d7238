CREATE USER countersign_owner WITHOUT LOGIN
GO
CREATE SCHEMA countersign AUTHORIZATION countersign_owner
GO
CREATE TABLE countersign.target (
    name nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT target_key PRIMARY KEY,
    fence bigint NOT NULL CONSTRAINT target_fence DEFAULT 0,
    accepted bit NOT NULL CONSTRAINT target_accepted DEFAULT 0,
    [identity] nvarchar(1000) NOT NULL CONSTRAINT target_identity DEFAULT N'',
    apply_login nvarchar(128) NOT NULL,
    enrolled_at datetime2(3) NOT NULL CONSTRAINT target_enrolled DEFAULT SYSUTCDATETIME()
);
GO
CREATE TABLE countersign.intent (
    token_hash binary(32) NOT NULL CONSTRAINT intent_key PRIMARY KEY,
    target nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT intent_target REFERENCES countersign.target,
    plan_digest char(64) NOT NULL,
    sequence int NOT NULL,
    chain char(64) NOT NULL,
    script_path nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    script_digest char(64) NOT NULL,
    repeatable bit NOT NULL,
    part int NOT NULL,
    parts int NOT NULL,
    fence bigint NOT NULL,
    stated_at datetime2(3) NOT NULL CONSTRAINT intent_stated DEFAULT SYSUTCDATETIME()
);
GO
CREATE TABLE countersign.started (
    id bigint IDENTITY NOT NULL CONSTRAINT started_key PRIMARY KEY,
    token_hash binary(32) NOT NULL INDEX started_token,
    before nvarchar(400) NOT NULL,
    started_at datetime2(3) NOT NULL CONSTRAINT started_at DEFAULT SYSUTCDATETIME()
);
GO
CREATE TABLE countersign.begun (
    id bigint IDENTITY NOT NULL CONSTRAINT begun_key PRIMARY KEY,
    token_hash binary(32) NOT NULL INDEX begun_token,
    transaction_id bigint NOT NULL,
    begun_at datetime2(3) NOT NULL CONSTRAINT begun_at DEFAULT SYSUTCDATETIME()
);
GO
CREATE TABLE countersign.marker (
    token_hash binary(32) NOT NULL CONSTRAINT marker_key PRIMARY KEY,
    token binary(32) NOT NULL,
    target nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    script_path nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    script_digest char(64) NOT NULL,
    repeatable bit NOT NULL,
    part int NOT NULL,
    transaction_id bigint NOT NULL,
    session_id int NOT NULL,
    login nvarchar(128) NOT NULL,
    stated_at datetime2(3) NOT NULL,
    committed_at datetime2(3) NOT NULL,
    INDEX marker_once UNIQUE (target, script_path, script_digest, part) WHERE repeatable = 0
);
GO
CREATE TABLE countersign.baseline (
    target nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT baseline_target REFERENCES countersign.target,
    script_path nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    script_digest char(64) NOT NULL,
    declared_at datetime2(3) NOT NULL CONSTRAINT baseline_declared DEFAULT SYSUTCDATETIME(),
    CONSTRAINT baseline_key PRIMARY KEY NONCLUSTERED (target, script_path, script_digest)
);
GO
CREATE PROCEDURE countersign.begin_unit @token_hash binary(32) AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO countersign.begun (token_hash, transaction_id) VALUES (@token_hash, CURRENT_TRANSACTION_ID());
END
GO
CREATE PROCEDURE countersign.mark @token binary(32) AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @hash binary(32) = HASHBYTES(N'SHA2_256', @token), @target nvarchar(100), @fence bigint, @highest bigint;
    SELECT @target = target, @fence = fence FROM countersign.intent WHERE token_hash = @hash;
    IF @target IS NULL THROW 51001, N'countersign: no intent has this token', 1;
    -- Held until commit: the fence cannot be raised between this check and the commit that it permits.
    SELECT @highest = fence FROM countersign.target WITH (HOLDLOCK) WHERE name = @target;
    IF @fence < @highest THROW 51002, N'countersign: a later executor has raised the fence', 1;
    INSERT INTO countersign.marker
        (token_hash, token, target, script_path, script_digest, repeatable, part, transaction_id, session_id, login, stated_at, committed_at)
    SELECT @hash, @token, target, script_path, script_digest, repeatable, part, CURRENT_TRANSACTION_ID(), @@SPID, ORIGINAL_LOGIN(), stated_at,
        SYSUTCDATETIME()
    FROM countersign.intent WHERE token_hash = @hash;
END
GO
DENY SELECT, INSERT, UPDATE, DELETE, ALTER, REFERENCES, TAKE OWNERSHIP ON SCHEMA::countersign TO [shop_apply];
GO
GRANT EXECUTE ON countersign.begin_unit TO [shop_apply];
GO
GRANT EXECUTE ON countersign.mark TO [shop_apply];
GO
GRANT SELECT ON SCHEMA::countersign TO [shop_verify];
GO
GRANT INSERT ON countersign.intent TO [shop_verify];
GO
GRANT INSERT ON countersign.started TO [shop_verify];
GO
GRANT INSERT ON countersign.baseline TO [shop_verify];
GO
GRANT UPDATE ON countersign.target (fence) TO [shop_verify];
GO
