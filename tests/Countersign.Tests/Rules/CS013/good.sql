GRANT SELECT ON payments TO reporting;
