"""Turn a site's values into pages."""

__all__ = ["assets", "headers", "pictures", "renderer", "review", "templates"]
