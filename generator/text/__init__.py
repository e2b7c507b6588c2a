"""Handle characters, encodings, fonts, phrases, drawings and patterns."""

__all__ = [
    "chinese_spacing",
    "drawings",
    "encoding",
    "fonts",
    "lazy_regex",
    "phrases",
    "sms",
    "unicode",
]
