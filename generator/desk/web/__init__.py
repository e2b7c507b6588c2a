"""Show the desk in the browser, and take what is typed there."""

__all__ = ["app"]
