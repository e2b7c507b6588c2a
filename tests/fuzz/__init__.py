"""Made-up files, until one of them breaks something: `python -m tests.fuzz`."""
