"""The map of a view, on the screen and on paper."""
