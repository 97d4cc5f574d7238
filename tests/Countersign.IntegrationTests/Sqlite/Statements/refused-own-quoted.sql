-- expect refused SQ106 at 2:1: names that begin with `countersign_` are the executor's own records
CREATE TABLE "Countersign_Marker" (a);
