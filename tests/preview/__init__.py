"""Tests of generator/preview."""
