"""Tests of generator/repair."""
