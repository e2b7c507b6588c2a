"""Say what is wrong and what to do about it, in any language of the program."""

__all__ = ["errors", "messages", "suggest"]
