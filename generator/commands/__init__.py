"""Run what translators and writers ask for: extract, init, update, approve, new."""

__all__ = ["approve", "new", "scaffold", "translate"]
