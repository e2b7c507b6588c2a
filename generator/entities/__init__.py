"""Find the facts of a text, and tell where a translation does not keep them."""

__all__ = ["correspondence"]
