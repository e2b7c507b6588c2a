"""Handle characters, encodings, fonts and patterns."""

__all__ = ["encoding", "fonts", "lazy_regex", "sizes", "typography", "unicode"]
