"""Read site.toml and the glossary into checked values."""

__all__ = [
    "contact_facts",
    "edit",
    "glossary",
    "look_settings",
    "phones",
    "settings",
    "toml_file",
]
