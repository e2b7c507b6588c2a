"""Tests of the project itself: its layout, documents, recipes and packages."""
