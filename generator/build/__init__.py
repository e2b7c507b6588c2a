"""Take a site from its files to its published output: the stages, in their order."""

__all__ = ["ahead", "build", "bulletins", "load", "sheets"]
