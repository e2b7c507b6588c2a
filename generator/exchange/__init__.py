"""Take in and give out what offices have: Word files, web pages, plain text, tables of texts."""

__all__ = ["blocks", "notices", "received", "tables"]
