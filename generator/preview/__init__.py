"""Serve the site while it is written, and show each change."""

__all__ = ["app", "changes"]
