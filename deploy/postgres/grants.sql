-- for web
GRANT USAGE ON SCHEMA countersign_inbox TO cs_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA countersign_inbox TO cs_web;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA countersign_inbox TO cs_web;
-- for review
GRANT USAGE ON SCHEMA countersign_inbox, countersign_store, countersign_ledger TO cs_review;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA countersign_inbox TO cs_review;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA countersign_store TO cs_review;
REVOKE INSERT, UPDATE, DELETE ON countersign_store.deployments, countersign_store.deployment_units, countersign_store.enrolments,
  countersign_store.target_locks, countersign_store.turned_away, countersign_store.fences, countersign_store.rehearsals FROM cs_review;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA countersign_ledger TO cs_review;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA countersign_inbox, countersign_store TO cs_review;
