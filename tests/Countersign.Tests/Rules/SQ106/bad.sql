DELETE FROM countersign_marker;
