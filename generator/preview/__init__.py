"""Serve the site while somebody writes it, and show each change."""

__all__ = ["app", "changes", "overlay", "responses", "server"]
