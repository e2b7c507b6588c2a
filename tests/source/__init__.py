"""Tests of generator/source."""
