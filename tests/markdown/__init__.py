"""Tests of generator/markdown."""
