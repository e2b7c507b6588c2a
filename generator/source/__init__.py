"""Read a site's files from the disk, each bounded and named."""

__all__ = ["folder", "reader"]
