"""Put together all that pages are made from, and check it as a whole."""

__all__ = ["advice", "check", "life", "metadata", "pages", "site", "status"]
