"""Official files of U.S. foreign aid: read, taken into tables, and compared by edition."""
