COPY orders FROM stdin;
1	17.50
\.
