"""What stands on disk: defined, read and checked, with every fault of all files at once."""
