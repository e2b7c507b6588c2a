"""Read Markdown files with front matter into documents and bulletins."""

__all__ = ["documents", "frontmatter", "identity", "unfilled"]
