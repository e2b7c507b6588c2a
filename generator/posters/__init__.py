"""Set each poster on one sheet, and print it as PDF and PNG."""

__all__ = ["jobs", "sheets"]
