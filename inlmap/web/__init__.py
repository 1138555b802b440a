"""The HTTP side of the program: assets for the map, data addresses, headers for every answer."""
