"""Tests of generator/render."""
