"""Tests of generator/incremental."""
