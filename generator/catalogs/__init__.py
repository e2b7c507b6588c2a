"""Read, write, extract, match and merge gettext catalogs."""

__all__ = [
    "extract",
    "glossary_notes",
    "interface",
    "lookup",
    "merge",
    "po",
    "reader",
    "records",
    "syntax",
]
