"""Public warnings, right, in every language of a neighbourhood."""

__version__ = "0.1.0"
