"""The parts of the Sources page, a module each."""
