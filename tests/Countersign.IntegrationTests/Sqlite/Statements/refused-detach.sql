-- expect refused SQ101 at 2:1: ATTACH and DETACH reach other files
DETACH main;
