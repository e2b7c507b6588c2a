"""Judge texts and translations by rules, one rule a module."""

__all__ = ["locate", "rule", "rules"]
