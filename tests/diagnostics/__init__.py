"""Tests of generator/diagnostics."""
