"""Tests of generator/text."""
