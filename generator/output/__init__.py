"""Write files so that the output is always whole: stage, journal, rename, verify."""

__all__ = ["atomic", "checksums", "former", "publish", "stage", "verify"]
