"""Guess the line that was meant where a line of TOML, YAML or PO is mistyped."""

__all__ = ["aliases", "dates", "frontmatter", "po", "toml"]
