"""Tests of generator/output."""
