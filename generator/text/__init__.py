"""Handle characters, encodings, fonts and patterns."""

__all__ = ["encoding", "fonts", "lazy_regex", "typography", "unicode"]
