GRANT SELECT ON pаyments TO reporting;
