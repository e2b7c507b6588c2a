"""Summarize bulletins for lists, feeds and the sitemap."""

__all__ = ["addresses", "archive", "feeds", "sitemap", "summary"]
