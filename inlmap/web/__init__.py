"""The HTTP side of the program: assets for the map and headers for every answer."""
