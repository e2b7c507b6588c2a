"""Turn arguments into commands, and results into lines and an exit status."""

__all__ = ["main"]
