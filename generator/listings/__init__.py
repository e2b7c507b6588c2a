"""Summarize bulletins for lists, feeds and the sitemap."""

__all__ = ["archive", "feeds", "sitemap", "summary"]
