"""Read Markdown files with front matter into documents and bulletins."""

__all__ = ["documents", "unfilled"]
