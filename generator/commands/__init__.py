"""Run what translators and writers ask for: extract, init, update, new."""

__all__ = ["new", "translate"]
