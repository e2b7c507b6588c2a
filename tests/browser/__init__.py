"""The pages in a browser: `python -m pytest -m browser`."""
