"""Read, write, extract, match and merge gettext catalogs."""

__all__ = [
    "amend",
    "extract",
    "glossary_notes",
    "interface",
    "lookup",
    "match",
    "merge",
    "po",
    "reader",
    "records",
    "syntax",
]
