"""Write, translate and oversee a site's notices: forms over its files, which stay the truth."""

__all__ = ["importing", "web"]
