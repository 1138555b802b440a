"""The frozen whole of the data, its variants, and what is chosen of it."""
