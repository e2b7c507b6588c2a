"""Remember the last build, and find which of its units are still up to date."""

__all__ = ["fingerprint", "manifest", "reuse", "stat"]
