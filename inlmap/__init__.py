"""The security programs of INL's Office of Western Hemisphere Programs, on a map."""

__version__ = "0.1.0"
