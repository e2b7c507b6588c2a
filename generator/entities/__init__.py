"""Find the entities of a text (numbers, dates, addresses …), and where a translation differs."""

__all__ = ["correspondence"]
