"""Parse Markdown into blocks, hand each text to a callable, and say what may not be there."""

__all__ = ["blocks", "dialect", "forbidden", "fullwidth", "lines", "plain", "validate", "walk"]
